"""Reading, checking and writing the tables of `triples/` and `ontology/`.

Writing stands in `kg.tables.canonical`, which only `kg format` and `kg check` need.
"""

from kg.tables.read import read_corpus, table_files

__all__ = ["read_corpus", "table_files"]
