#: evidence-claim minCount
DELETE { ?node hb:has_evidence ?old }
WHERE { ?node hb:has_evidence ?old . ?old hb:basis "rescue" }

#: evidence-claim maxCount
INSERT { ?other hb:has_evidence ?node }
WHERE { ?node hb:basis "rescue" . ?other hb:predicate hb:ameliorates }

#: evidence-outcome minCount
DELETE { ?node hb:outcome ?old }
WHERE { ?node hb:first_line 5 ; hb:outcome ?old }

#: evidence-outcome maxCount
INSERT { ?node hb:outcome "opposes" }
WHERE { ?node hb:first_line 5 }

#: evidence-outcome in
DELETE { ?node hb:outcome ?old } INSERT { ?node hb:outcome "refutes" }
WHERE { ?node hb:first_line 5 ; hb:outcome ?old }

#: evidence-basis minCount
DELETE { ?node hb:basis ?old }
WHERE { ?node hb:first_line 5 ; hb:basis ?old }

#: evidence-basis maxCount
INSERT { ?node hb:basis "statement" }
WHERE { ?node hb:first_line 5 }

#: evidence-basis in
DELETE { ?node hb:basis ?old } INSERT { ?node hb:basis "guess" }
WHERE { ?node hb:first_line 5 ; hb:basis ?old }

#: evidence-certainty minCount
DELETE { ?node hb:certainty ?old }
WHERE { ?node hb:first_line 5 ; hb:certainty ?old }

#: evidence-certainty maxCount
INSERT { ?node hb:certainty "open" }
WHERE { ?node hb:first_line 5 }

#: evidence-certainty in
DELETE { ?node hb:certainty ?old } INSERT { ?node hb:certainty "sure" }
WHERE { ?node hb:first_line 5 ; hb:certainty ?old }

#: evidence-eco maxCount
INSERT { ?node hb:eco obo:ECO_0000033 }
WHERE { ?node hb:basis "rescue" }

#: evidence-eco nodeKind
DELETE { ?node hb:eco ?old } INSERT { ?node hb:eco "http://purl.obolibrary.org/obo/ECO_0000033" }
WHERE { ?node hb:basis "rescue" ; hb:eco ?old }

#: evidence-eco pattern
DELETE { ?node hb:eco ?old } INSERT { ?node hb:eco obo:GO_0000033 }
WHERE { ?node hb:basis "rescue" ; hb:eco ?old }

#: evidence-has-source or
DELETE { ?node hb:source ?old }
WHERE { ?node hb:basis "rescue" ; hb:source ?old }

#: evidence-has-first-line or
DELETE { ?node hb:first_line ?old }
WHERE { ?node hb:basis "rescue" ; hb:first_line ?old }

#: evidence-has-last-line or
DELETE { ?node hb:last_line ?old }
WHERE { ?node hb:basis "rescue" ; hb:last_line ?old }

#: background-has-study or
DELETE { GRAPH ?any { ?node hb:study ?old } }
WHERE { GRAPH ?any { ?node hb:basis "background" ; hb:study ?old } }

#: evidence closed
INSERT { ?node hb:colour "red" }
WHERE { ?node hb:basis "rescue" }
