"""Reading, checking and writing the tables of `triples/` and `ontology/`."""

from kg.tables.canonical import canonical, format_tables, import_table
from kg.tables.read import read_corpus, table_files

__all__ = ["canonical", "format_tables", "import_table", "read_corpus", "table_files"]
