#: study-citation minCount
DELETE { ?node hb:citation ?old }
WHERE { ?node hb:status "verified" ; hb:citation ?old }

#: study-citation maxCount
INSERT { ?node hb:citation "another" }
WHERE { ?node hb:status "verified" }

#: study-citation datatype
DELETE { ?node hb:citation ?old } INSERT { ?node hb:citation 7 }
WHERE { ?node hb:status "verified" ; hb:citation ?old }

#: study-status minCount
DELETE { ?node hb:status ?old }
WHERE { ?node hb:citation "ref 2 of letter" ; hb:status ?old }

#: study-status maxCount
INSERT { ?node hb:status "partly" }
WHERE { ?node hb:citation "ref 2 of letter" }

#: study-status in
DELETE { ?node hb:status ?old } INSERT { ?node hb:status "guessed" }
WHERE { ?node hb:citation "ref 2 of letter" ; hb:status ?old }

#: study-title maxCount
INSERT { ?node dcterms:title "one" , "two" }
WHERE { ?node hb:status "verified" }

#: study-authors maxCount
INSERT { ?node dcterms:creator "one" , "two" }
WHERE { ?node hb:status "verified" }

#: study-journal maxCount
INSERT { ?node dcterms:isPartOf "one" , "two" }
WHERE { ?node hb:status "verified" }

#: study-design maxCount
INSERT { ?node hb:design "one" , "two" }
WHERE { ?node hb:status "verified" }

#: study-quality maxCount
INSERT { ?node hb:quality "one" , "two" }
WHERE { ?node hb:status "verified" }

#: study-quality-scale maxCount
INSERT { ?node hb:quality_scale "one" , "two" }
WHERE { ?node hb:status "verified" }

#: study-record closed
INSERT { ?node hb:colour "red" }
WHERE { ?node hb:status "verified" }

#: identified-study or
INSERT { ?node dcterms:identifier <urn:candidate> }
WHERE { ?node hb:citation "ref 2 of letter" }

#: source-title minCount
DELETE { ?node dcterms:title ?old }
WHERE { ?node rdfs:label "letter" ; dcterms:title ?old }

#: source-title maxCount
INSERT { ?node dcterms:title "another" }
WHERE { ?node rdfs:label "letter" }

#: source-title datatype
DELETE { ?node dcterms:title ?old } INSERT { ?node dcterms:title 7 }
WHERE { ?node rdfs:label "letter" ; dcterms:title ?old }

#: source-record closed
INSERT { ?node hb:colour "red" }
WHERE { ?node rdfs:label "letter" }

#: identifier nodeKind
INSERT { ?node dcterms:identifier "10.1000/182" }
WHERE { ?node rdfs:label "letter" }

#: year maxCount
INSERT { ?node dcterms:date "2025"^^xsd:gYear }
WHERE { ?node rdfs:label "letter" }

#: year datatype
DELETE { ?node dcterms:date ?old } INSERT { ?node dcterms:date "2024" }
WHERE { ?node rdfs:label "letter" ; dcterms:date ?old }
