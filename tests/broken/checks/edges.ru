#: edge-without-claim
INSERT DATA { term:calcium hb:acts_on term:osteoclast }

#: edge-without-claim
# Said against the direction of its claim.
INSERT DATA { term:OXTR hb:activates term:oxytocin }

#: claim-without-edge
DELETE DATA { term:oxytocin hb:activates term:OXTR }

#: edge-against-evidence
DELETE { ?evidence hb:basis "in_vitro" } INSERT { ?evidence hb:basis "speculation" }
WHERE { ?claim hb:predicate hb:activates ; hb:has_evidence ?evidence }

#: edge-against-evidence
DELETE { ?evidence hb:certainty "suggested" } INSERT { ?evidence hb:certainty "open" }
WHERE { ?claim hb:predicate hb:activates ; hb:has_evidence ?evidence }

#: edge-against-evidence
DELETE { ?claim hb:edge true . ?start hb:activates ?end . ?start hb:affects_positively ?end }
INSERT { ?claim hb:edge false }
WHERE { ?claim hb:predicate hb:activates ; hb:subject ?start ; hb:object ?end }

#: effect-without-edge
INSERT DATA { term:calcium hb:affects_negatively term:osteoclast }

#: effect-without-edge
# The edge lies between the other poles, and has the other sign here.
INSERT DATA { term:oxytocin hb:affects_negatively term:bone_mass }

#: edge-without-effect
DELETE DATA { term:oxytocin hb:affects_positively term:OXTR }

#: edge-without-effect
DELETE DATA { term:oxytocin hb:affects_positively term:bone_mass }

#: one-way-symmetric
DELETE DATA { term:bone_mass hb:positively_correlated_with term:bone_formation }

#: opposite-of-itself
INSERT DATA { term:calcium hb:opposite_of term:calcium }

#: two-opposites
INSERT DATA {
  term:calcium hb:opposite_of term:osteoblast , term:osteoclast .
  term:osteoblast hb:opposite_of term:calcium .
  term:osteoclast hb:opposite_of term:calcium .
}
