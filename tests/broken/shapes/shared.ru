#: label minCount
DELETE { ?node rdfs:label ?old }
WHERE { ?node a hb:Gap ; rdfs:label ?old }

#: label maxCount
INSERT { ?node rdfs:label "another" }
WHERE { ?node a hb:Gap }

#: label datatype
DELETE { ?node rdfs:label ?old } INSERT { ?node rdfs:label "What of men?"@en }
WHERE { ?node a hb:Gap ; rdfs:label ?old }

#: label pattern
DELETE { ?node rdfs:label ?old } INSERT { ?node rdfs:label " What of men?" }
WHERE { ?node a hb:Gap ; rdfs:label ?old }

#: label pattern
DELETE { ?node rdfs:label ?old } INSERT { ?node rdfs:label "" }
WHERE { ?node a hb:Gap ; rdfs:label ?old }

#: label pattern
DELETE { ?node rdfs:label ?old } INSERT { ?node rdfs:label "What of\nmen?" }
WHERE { ?node a hb:Gap ; rdfs:label ?old }

#: comment maxCount
INSERT { ?node rdfs:comment "one" , "two" }
WHERE { ?node a hb:Gap }

#: comment datatype
INSERT { ?node rdfs:comment 7 }
WHERE { ?node a hb:Gap }

#: source maxCount
INSERT { ?node hb:source ?other }
WHERE { ?node a hb:Gap . ?other rdfs:label "letter" }

#: source class
DELETE { ?node hb:source ?old } INSERT { ?node hb:source hb:Claim }
WHERE { ?node a hb:Gap ; hb:source ?old }

#: study maxCount
INSERT { ?node hb:study ?other }
WHERE { ?node a hb:Experiment . ?other hb:status "from_memory" }

#: study class
DELETE { ?node hb:study ?old } INSERT { ?node hb:study hb:Claim }
WHERE { ?node a hb:Experiment ; hb:study ?old }

#: first-line maxCount
INSERT { ?node hb:first_line 49 }
WHERE { ?node a hb:Gap }

#: first-line datatype
DELETE { ?node hb:first_line ?old } INSERT { ?node hb:first_line 50.0 }
WHERE { ?node a hb:Gap ; hb:first_line ?old }

#: first-line minInclusive
DELETE { ?node hb:first_line ?old } INSERT { ?node hb:first_line 0 }
WHERE { ?node a hb:Gap ; hb:first_line ?old }

#: first-line lessThanOrEquals
DELETE { ?node hb:first_line ?old } INSERT { ?node hb:first_line 52 }
WHERE { ?node a hb:Gap ; hb:first_line ?old }

#: last-line maxCount
INSERT { ?node hb:last_line 52 }
WHERE { ?node a hb:Gap }

#: last-line datatype
DELETE { ?node hb:last_line ?old } INSERT { ?node hb:last_line 51.0 }
WHERE { ?node a hb:Gap ; hb:last_line ?old }

#: species in
INSERT { ?node hb:species "dog" }
WHERE { ?node hb:status "verified" }

#: in-taxon in
INSERT { ?node hb:in_taxon obo:NCBITaxon_9615 }
WHERE { ?node hb:status "verified" }

#: sex in
INSERT { ?node hb:sex "both" }
WHERE { ?node hb:status "verified" }

#: stage in
INSERT { ?node hb:stage "old" }
WHERE { ?node hb:status "verified" }

#: model datatype
INSERT { ?node hb:model 7 }
WHERE { ?node hb:status "verified" }

#: model minLength
INSERT { ?node hb:model "" }
WHERE { ?node hb:status "verified" }

#: dose datatype
INSERT { ?node hb:dose 7 }
WHERE { ?node hb:status "verified" }

#: dose minLength
INSERT { ?node hb:dose "" }
WHERE { ?node hb:status "verified" }
