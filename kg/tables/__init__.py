"""Reading, checking and writing the tables of `triples/` and `ontology/`.

Writing stands in `kg.tables.canonical`, which only `kg format` and `kg check` need.
"""

from kg.tables.build import build_corpus
from kg.tables.known import Tables
from kg.tables.raw import Fault
from kg.tables.read import read_corpus, read_tables, table_files

__all__ = ["Fault", "Tables", "build_corpus", "read_corpus", "read_tables", "table_files"]
