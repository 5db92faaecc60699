#: claim-subject minCount
DELETE { ?node hb:subject ?old }
WHERE { ?node hb:predicate hb:activates ; hb:subject ?old }

#: claim-subject maxCount
INSERT { ?node hb:subject term:calcium }
WHERE { ?node hb:predicate hb:activates }

#: claim-subject node
DELETE { ?node hb:subject ?old } INSERT { ?node hb:subject hb:Claim }
WHERE { ?node hb:predicate hb:activates ; hb:subject ?old }

#: claim-object minCount
DELETE { ?node hb:object ?old }
WHERE { ?node hb:predicate hb:activates ; hb:object ?old }

#: claim-object maxCount
INSERT { ?node hb:object term:calcium }
WHERE { ?node hb:predicate hb:activates }

#: claim-object node
DELETE { ?node hb:object ?old } INSERT { ?node hb:object hb:Claim }
WHERE { ?node hb:predicate hb:activates ; hb:object ?old }

#: claim-predicate minCount
DELETE { ?node hb:predicate ?old }
WHERE { ?node hb:object term:OXTR ; hb:predicate ?old }

#: claim-predicate maxCount
INSERT { ?node hb:predicate hb:inhibits }
WHERE { ?node hb:predicate hb:activates }

#: claim-predicate class
DELETE { ?node hb:predicate ?old } INSERT { ?node hb:predicate hb:Claim }
WHERE { ?node hb:object term:OXTR ; hb:predicate ?old }

#: claim-predicate not
DELETE { ?node hb:predicate ?old } INSERT { ?node hb:predicate hb:part_of }
WHERE { ?node hb:object term:OXTR ; hb:predicate ?old }

#: claim-site maxCount
INSERT { ?node hb:site term:osteoclast }
WHERE { ?node hb:site term:osteoblast }

#: claim-site node
INSERT { ?node hb:site hb:Claim }
WHERE { ?node hb:predicate hb:activates }

#: claim-sign maxCount
INSERT { ?node hb:sign "-" }
WHERE { ?node hb:predicate hb:activates }

#: claim-sign in
INSERT { ?node hb:sign "?" }
WHERE { ?node hb:predicate hb:expressed_in }

#: claim-causal minCount
DELETE { ?node hb:causal ?old }
WHERE { ?node hb:predicate hb:activates ; hb:causal ?old }

#: claim-causal maxCount
INSERT { ?node hb:causal false }
WHERE { ?node hb:predicate hb:activates }

#: claim-causal datatype
DELETE { ?node hb:causal ?old } INSERT { ?node hb:causal "true" }
WHERE { ?node hb:predicate hb:activates ; hb:causal ?old }

#: claim-edge minCount
DELETE { ?node hb:edge ?old }
WHERE { ?node hb:predicate hb:activates ; hb:edge ?old }

#: claim-edge maxCount
INSERT { ?node hb:edge false }
WHERE { ?node hb:predicate hb:activates }

#: claim-edge datatype
DELETE { ?node hb:edge ?old } INSERT { ?node hb:edge "true" }
WHERE { ?node hb:predicate hb:activates ; hb:edge ?old }

#: claim-evidence minCount
# Its evidence goes to another claim.
DELETE { ?node hb:has_evidence ?old } INSERT { ?other hb:has_evidence ?old }
WHERE { ?node hb:predicate hb:activates ; hb:has_evidence ?old . ?other hb:predicate hb:ameliorates }

#: claim-evidence class
INSERT { ?node hb:has_evidence hb:Claim }
WHERE { ?node hb:predicate hb:activates }

#: claim-mechanism minCount
DELETE { ?node hb:mechanism ?old }
WHERE { ?node hb:predicate hb:activates ; hb:mechanism ?old }

#: claim-mechanism datatype
DELETE { ?node hb:mechanism ?old } INSERT { ?node hb:mechanism 7 }
WHERE { ?node hb:predicate hb:activates ; hb:mechanism ?old }

#: claim closed
INSERT { ?node hb:colour "red" }
WHERE { ?node hb:predicate hb:activates }
