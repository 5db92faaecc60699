"""The release: everything the corpus says, in every form in which others read it.

Dates come from the metadata and never from a clock, so that equal corpora give equal bytes.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import InvalidCorpusError, Problem
from kg.exchange.describe import DATASET, File, describe
from kg.exchange.folder import CHECKSUMS, replaced_folder
from kg.exchange.imports import MODULE, import_module, read_imports, whole_ontology
from kg.exchange.nanopubs import nanopublications
from kg.exchange.sssom import mappings, to_sssom
from kg.files import write_atomically
from kg.location import ONTOLOGY
from kg.rdf import VOCAB, Literal, statements
from kg.rdf.jsonld import to_jsonld
from kg.rdf.nquads import quads_text
from kg.rdf.speaker import PUBLIC
from kg.rdf.texts import to_rdfxml, to_trig, to_turtle
from kg.sparql.checks import find_violations
from kg.tables.read import read_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.model import Corpus
    from kg.rdf import Statement

__all__ = ["REQUIRED", "build_release", "write_release"]

REQUIRED = (
    "created",
    "creator",
    "description",
    "license",
    "modified",
    "ontology",
    "publisher",
    "title",
    "version",
)
"""What the metadata must say of a release."""
METADATA = f"{ONTOLOGY}/metadata.tsv"
SHAPES = f"{ONTOLOGY}/shapes.ttl"


class _Kind(NamedTuple):
    """What a file of the release holds; `rdf` names the format of one that is the data alone."""

    title: str
    media: str
    rdf: str = ""


KINDS = {
    "hormone-bone.jsonld": _Kind(
        "What the sources say, as JSON-LD", "application/ld+json", "JSON-LD"
    ),
    "hormone-bone.nq": _Kind("Everything, as N-Quads", "application/n-quads", "N-Quads"),
    "hormone-bone.owl": _Kind(
        "Ontology, data and the labels of public terms, as RDF/XML",
        "application/rdf+xml",
    ),
    "hormone-bone.sssom.tsv": _Kind(
        "Mappings to public terms, as SSSOM", "text/tab-separated-values"
    ),
    "hormone-bone.trig": _Kind("A nanopublication of every claim, as TriG", "application/trig"),
    "hormone-bone.ttl": _Kind("What the sources say, as Turtle", "text/turtle", "Turtle"),
    "hormone-bone-imports.ttl": _Kind("Public terms that are pointed at, as Turtle", "text/turtle"),
    "shapes.ttl": _Kind("What the data must look like, in SHACL", "text/turtle"),
}


def write_release(corpus: Corpus, folder: Path, target: Path) -> list[Path]:
    """Write a release, all of it or nothing.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    folder : Path
        Holds the `ontology/` of the corpus.
    target : Path
        The folder to write. A release that lies there is replaced; anything else is refused.

    Returns
    -------
    list of Path
        The files written, sorted by name.

    Raises
    ------
    InvalidCorpusError
        If the metadata lack something, a table of `ontology/imports/` cannot be read, or a
        check finds a violation; it names them all.
    KgError
        If the folder cannot be written or is not ours to replace.

    Notes
    -----
    A release is swapped in by renaming. Between the two renames, for an instant, there is none.
    """
    texts = build_release(corpus, folder)
    with replaced_folder(target) as draft:
        for name, text in texts.items():
            write_atomically(draft / name, text)
    return [target / name for name in sorted(texts)]


def build_release(corpus: Corpus, folder: Path) -> dict[str, str]:
    """Make the files of a release, by name; parameters and errors as for `write_release`."""
    _refuse_incomplete(corpus)
    imports = read_imports(folder)
    said = sorted(set(statements(corpus)), key=lambda one: (one[:2], one.graph, str(one.object)))
    nquads = quads_text(said)
    _refuse_violations(nquads, folder)
    plain = [one for one in said if not one.graph]
    mapped = mappings(corpus, imports, _labels(plain))
    prefixes = corpus.ontology.prefixes
    texts = {
        "hormone-bone.jsonld": to_jsonld(plain, prefixes),
        "hormone-bone.nq": nquads,
        "hormone-bone.owl": to_rdfxml(whole_ontology(corpus, imports, plain), prefixes),
        "hormone-bone.sssom.tsv": to_sssom(corpus, mapped),
        "hormone-bone.trig": to_trig(nanopublications(corpus), prefixes),
        "hormone-bone.ttl": to_turtle(plain, prefixes),
        "hormone-bone-imports.ttl": to_turtle(
            import_module(corpus, imports), prefixes, first=[MODULE]
        ),
        **_shapes(folder),
    }
    files = list(_weighed(texts))
    told = describe(corpus, plain, mapped=mapped, imports=imports, files=files)
    texts["void.ttl"] = to_turtle(told, prefixes, first=[DATASET])
    sums = {file.name: file.sha256 for file in files}
    sums["void.ttl"] = _sha256(texts["void.ttl"].encode())
    listed = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    return texts | {CHECKSUMS: listed}


def _refuse_incomplete(corpus: Corpus) -> None:
    missing = [key for key in REQUIRED if not corpus.ontology.metadata.get(key)]
    wrong, remedy = "a release must say this of itself", "add the key and its value"
    problems = [Problem(METADATA, 1, "key", key, wrong, remedy) for key in missing]
    if problems:
        raise InvalidCorpusError(problems)


def _refuse_violations(nquads: str, folder: Path) -> None:
    problems = [
        Problem(
            f"{ONTOLOGY}/checks/{one.check}.rq",
            1,
            one.entity,
            one.value,
            f"the check finds {one.property}",
            "mend the tables",
        )
        for one in find_violations(nquads, folder)
    ]
    if problems:
        raise InvalidCorpusError(problems)


def _labels(said: Iterable[Statement]) -> dict[str, str]:
    """Find the labels of our classes and properties."""
    return {
        one.subject.removeprefix(VOCAB): one.object.text
        for one in said
        if one.predicate == f"{PUBLIC['rdfs']}label"
        and one.subject.startswith(VOCAB)
        and isinstance(one.object, Literal)
    }


def _shapes(folder: Path) -> dict[str, str]:
    """Take the shapes along as they stand, if there are any."""
    path = folder / SHAPES
    if not path.exists():
        return {}
    content, problems = read_content(folder, path)
    if problems:
        raise InvalidCorpusError(problems)
    return {"shapes.ttl": content.decode()}


def _weighed(texts: dict[str, str]) -> Iterator[File]:
    for name, text in texts.items():
        content = text.encode()
        kind = KINDS[name]
        yield File(name, kind.title, kind.media, kind.rdf, len(content), _sha256(content))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
