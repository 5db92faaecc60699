"""The corpus as RDF: statements, their canonical N-Quads, and rdflib graphs.

The shape is that of direct triples for edges beside reified claims with evidence nodes; there
are no blank nodes, and equal corpora give equal bytes.
"""

from kg.rdf.nquads import to_nquads
from kg.rdf.statements import BASE, VOCAB, Iri, Literal, Statement, statements

__all__ = ["BASE", "VOCAB", "Iri", "Literal", "Statement", "statements", "to_nquads"]
