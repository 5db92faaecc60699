#: public-term-shared
INSERT { term:calcium skos:exactMatch ?public }
WHERE { term:oxytocin skos:exactMatch ?public }

#: label-shared
DELETE { term:calcium rdfs:label ?label } INSERT { term:calcium rdfs:label "osteoclast" }
WHERE { term:calcium rdfs:label ?label }

#: label-shared
# A term and a property.
DELETE { term:calcium rdfs:label ?label } INSERT { term:calcium rdfs:label "activates" }
WHERE { term:calcium rdfs:label ?label }

#: label-missing
DELETE { ?gap rdfs:label ?label }
WHERE { ?gap a hb:Gap ; rdfs:label ?label }

#: dangling-iri
INSERT { ?gap hb:about term:osteoclats }
WHERE { ?gap a hb:Gap }

#: word-undeclared
INSERT { ?study hb:colour "red" }
WHERE { ?study hb:status "verified" }
