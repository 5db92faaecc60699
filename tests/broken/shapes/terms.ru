#: term xone
INSERT DATA { term:calcium a hb:Cell }

#: alt-label datatype
INSERT DATA { term:calcium skos:altLabel "Kalzium"@de }

#: alt-label minLength
INSERT DATA { term:calcium skos:altLabel "" }

#: exact-match maxCount
INSERT DATA { term:oxytocin skos:exactMatch <urn:another> }

#: exact-match nodeKind
INSERT DATA { term:calcium skos:exactMatch "CHEBI:22984" }

#: close-match nodeKind
INSERT DATA { term:calcium skos:closeMatch "CHEBI:22984" }

#: broad-match nodeKind
INSERT DATA { term:calcium skos:broadMatch "CHEBI:22984" }

#: opposite maxCount
INSERT DATA { term:calcium hb:opposite_of term:osteoblast , term:osteoclast }

#: subject-of-relation node
INSERT DATA { hb:Claim hb:increases term:calcium }

#: object-of-relation node
INSERT DATA { term:calcium hb:increases hb:Claim }
