"""Which tables there are, and their columns; the one place where names of columns are listed."""

from __future__ import annotations

from typing import NamedTuple

from kg.location import ONTOLOGY, TRIPLES

__all__ = ["CLAIMS", "CLAIM_FOLDER", "CONTEXT", "SCHEMAS", "Schema"]


class Schema(NamedTuple):
    """The columns of one table.

    `lists` names the columns whose cells are unordered `|` lists; `key` those that must
    differ from row to row.
    """

    file: str
    columns: tuple[str, ...]
    lists: frozenset[str]
    key: tuple[str, ...]


def _schema(file: str, columns: str, *, lists: str = "", key: str = "id") -> Schema:
    return Schema(file, tuple(columns.split()), frozenset(lists.split()), tuple(key.split()))


CONTEXT = ("species", "sex", "stage", "model", "dose")
"""The columns in which something was seen: a row of a claim inherits them from its study."""

CLAIM_FOLDER = f"{TRIPLES}/claims"

CLAIMS = _schema(
    CLAIM_FOLDER,
    "subject predicate object site outcome basis certainty source lines study "
    "species sex stage model dose eco note",
    lists="species sex stage model dose",
    key="subject predicate object site outcome basis certainty source lines study "
    "species sex stage model dose eco",
)

_ALL = (
    _schema(f"{ONTOLOGY}/classes.tsv", "type parent biolink meaning", key="type"),
    _schema(
        f"{ONTOLOGY}/predicates.tsv",
        "predicate words meaning sign causal ro_curie ro_match biolink inverse symmetric bel "
        "subject_types object_types safe_superproperty biolink_qualifiers",
        lists="subject_types object_types",
        key="predicate",
    ),
    _schema(f"{ONTOLOGY}/values.tsv", "vocabulary value curie meaning", key="vocabulary value"),
    _schema(f"{ONTOLOGY}/prefixes.tsv", "prefix iri", key="prefix"),
    _schema(f"{ONTOLOGY}/vocabulary.tsv", "name kind meaning", key="name"),
    _schema(f"{ONTOLOGY}/metadata.tsv", "key value", key="key"),
    _schema(
        f"{ONTOLOGY}/kgx.tsv",
        "predicate aspect direction sign causal way meaning",
        lists="aspect direction",
        key="predicate aspect direction",
    ),
    _schema(f"{ONTOLOGY}/strength.tsv", "part name weight meaning", key="part name"),
    _schema(
        f"{TRIPLES}/terms.tsv",
        "id label type curie match curie_label synonyms note",
        lists="synonyms",
    ),
    _schema(
        f"{TRIPLES}/structure.tsv",
        "subject predicate object note",
        key="subject predicate object",
    ),
    _schema(f"{TRIPLES}/sources.tsv", "id title doi year kind file line_count note"),
    _schema(
        f"{TRIPLES}/studies.tsv",
        "id source ref lines authors year title journal volume pages doi pmid status country "
        "species sex stage age population model design n dose route duration quality "
        "quality_scale note",
        lists="species sex stage model dose route",
    ),
    _schema(
        f"{TRIPLES}/experiments.tsv",
        "id perturbation background readout observed compared_with source lines study "
        "species sex stage model dose note",
        lists="perturbation background compared_with species sex stage model dose",
    ),
    _schema(f"{TRIPLES}/gaps.tsv", "id question kind terms source lines note", lists="terms"),
    _schema(f"{TRIPLES}/discrepancies.tsv", "id source lines as_printed corrected reason"),
    _schema(f"{TRIPLES}/out_of_scope.tsv", "source lines reason", key="source lines"),
)

SCHEMAS = {schema.file.rpartition("/")[2].removesuffix(".tsv"): schema for schema in _ALL}
"""Every table but the claims, by the name of its file without the ending."""
