"""Studies and sources as BibTeX: no field holds more than was seen of the paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Corpus, Source, Study

__all__ = ["to_bibtex"]

SPECIAL = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_"}
    | {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        # BibTeX counts braces, whether a backslash stands before them or not.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
    }
)
VERBATIM = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "{}\\% "})
"""A DOI stands as it is; what would end the field early is written as in an address."""

NAME = re.compile(r"(?P<family>.+?)(?: (?P<initials>[A-Z]{1,3}))?")
SEEN = frozenset({"verified", "partly"})


def to_bibtex(corpus: Corpus, studies: Iterable[str] | None = None) -> str:
    """Write studies, and the sources that cite them, as BibTeX.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    studies : iterable of str, optional
        Identifiers of studies; all, and all sources, if not given.

    Returns
    -------
    str
        One entry each, sorted by key, in UTF-8; empty if no study is named. A paper that was
        not identified is an entry that says so and names the source that cites it.

    Raises
    ------
    KeyError
        If a study is not one of the corpus.
    """
    wanted = sorted(corpus.studies if studies is None else set(studies))
    chosen = [corpus.studies[study] for study in wanted]
    homes = set(corpus.sources) if studies is None else {study.source for study in chosen}
    sources = [corpus.sources[source] for source in sorted(filter(None, homes))]
    entries = {source.id: _source(source) for source in sources}
    entries |= {study.id: _study(corpus, study) for study in chosen}
    return "\n".join(entries[key] for key in sorted(entries))


def _source(source: Source) -> str:
    fields = {
        "title": _title(source.title),
        "year": str(source.year),
        "doi": source.doi.translate(VERBATIM),
        "howpublished": _plain(source.kind),
        "note": _plain(source.note),
    }
    return _entry("misc", source.id, fields)


def _study(corpus: Corpus, study: Study) -> str:
    home = corpus.sources.get(study.source)
    cited = f"Reference {study.ref} of: {home.title}" if home and study.ref else ""
    if study.status not in SEEN or not study.title:
        fields = {
            "title": _title(cited or study.id),
            "note": _plain(f"The paper behind it was not verified. {study.note}".rstrip()),
        }
        return _entry("misc", study.id, fields)
    unsure = [] if study.status == "verified" else ["Not all of its data were verified", study.note]
    volume, _, number = _plain(study.volume).partition("(")
    fields = {
        "author": _authors(study.authors),
        "title": _title(study.title),
        "journal": _plain(study.journal),
        "year": str(study.year or ""),
        "volume": volume,
        "number": number.removesuffix(")"),
        "pages": _plain(study.pages.replace("-", "--")),
        "doi": study.doi.translate(VERBATIM),
        "pmid": study.pmid.translate(VERBATIM),
        "note": _plain(". ".join(filter(None, (cited, *unsure)))),
    }
    return _entry("article", study.id, fields)


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _authors(cell: str) -> str:
    """Turn `Colli VC, Okamoto R ... Dornelles RCM` into `Colli, V. C. and Okamoto, R. and others`.

    What stands behind a gap in the list is left out: BibTeX has no gap in a list of names.
    """
    listed, gap, _ = cell.partition(" ... ")
    names = [name.strip() for name in listed.split(",")]
    more = bool(gap) or "et al." in names
    people = [_person(name) for name in names if name and name != "et al."]
    return " and ".join([*people, *["others"] * more])


def _person(name: str) -> str:
    found = NAME.fullmatch(name)
    if found is None or not found["initials"]:
        return _plain(name)
    initials = " ".join(f"{letter}." for letter in found["initials"])
    return f"{_plain(found['family'])}, {initials}"


def _title(text: str) -> str:
    """Brace a title, so that no style changes the case of OXTR."""
    return f"{{{_plain(text)}}}"


def _plain(text: str) -> str:
    return text.translate(SPECIAL)
