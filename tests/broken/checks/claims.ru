#: causal-association
DELETE { ?evidence hb:basis "rescue" } INSERT { ?evidence hb:basis "association" }
WHERE { ?evidence hb:basis "rescue" }

#: null-against-predicate
DELETE { ?evidence hb:outcome "supports" } INSERT { ?evidence hb:outcome "null" }
WHERE { ?evidence hb:basis "rescue" }

#: null-against-predicate
DELETE { ?evidence hb:outcome "null" } INSERT { ?evidence hb:outcome "opposes" }
WHERE { ?evidence hb:outcome "null" }

#: claim-unlike-predicate
DELETE { ?claim hb:sign "+" } INSERT { ?claim hb:sign "-" }
WHERE { ?claim hb:predicate hb:activates }

#: claim-unlike-predicate
DELETE { ?claim hb:sign "+" }
WHERE { ?claim hb:predicate hb:activates }

#: claim-unlike-predicate
INSERT { ?claim hb:sign "+" }
WHERE { ?claim hb:predicate hb:expressed_in }

#: claim-unlike-predicate
DELETE { ?claim hb:causal true } INSERT { ?claim hb:causal false }
WHERE { ?claim hb:predicate hb:activates }

#: subject-not-allowed
DELETE DATA { term:OXTR a hb:Receptor } ;
INSERT DATA { term:OXTR a hb:Pathway }

#: object-not-allowed
DELETE DATA { term:bone_formation a hb:Process } ;
INSERT DATA { term:bone_formation a hb:Condition }

#: measure-as-cause
INSERT DATA { hb:activates schema:domainIncludes hb:Measure . term:oxytocin a hb:Measure } ;
DELETE DATA { term:oxytocin a hb:Hormone } ;
INSERT { ?predicate schema:domainIncludes hb:Measure }
WHERE { ?claim hb:subject term:oxytocin ; hb:predicate ?predicate }

#: claim-said-twice
# A second claim, with evidence of its own and every edge that it needs.
INSERT {
  <urn:claim> a hb:Claim ; hb:subject ?start ; hb:predicate hb:activates ; hb:object ?end ;
    hb:sign "+" ; hb:causal true ; hb:edge true ; hb:has_evidence <urn:evidence> .
  <urn:evidence> a hb:Evidence ; hb:outcome "supports" ; hb:basis "in_vitro" ;
    hb:certainty "asserted" .
}
WHERE { ?claim hb:predicate hb:activates ; hb:subject ?start ; hb:object ?end }

#: claim-said-twice
INSERT {
  <urn:claim> a hb:Claim ; hb:subject ?start ; hb:predicate hb:promotes ; hb:object ?end ;
    hb:site term:osteoblast ; hb:sign "+" ; hb:causal true ; hb:edge true ;
    hb:has_evidence ?evidence .
}
WHERE {
  ?claim hb:predicate hb:promotes ; hb:site term:osteoblast ; hb:subject ?start ;
    hb:object ?end ; hb:has_evidence ?evidence .
}

#: experiment-without-claim
DELETE { ?experiment hb:last_line ?last } INSERT { ?experiment hb:last_line 10 }
WHERE { ?experiment a hb:Experiment ; hb:last_line ?last } ;
DELETE { ?experiment hb:first_line ?first } INSERT { ?experiment hb:first_line 9 }
WHERE { ?experiment a hb:Experiment ; hb:first_line ?first }

#: experiment-without-claim
DELETE { ?experiment hb:perturbation_raised ?term }
INSERT { ?experiment hb:perturbation_lowered term:calcium }
WHERE { ?experiment a hb:Experiment ; hb:perturbation_raised ?term }

#: identifier-unverified
DELETE { ?study hb:status "verified" } INSERT { ?study hb:status "partly" }
WHERE { ?study hb:status "verified" }
