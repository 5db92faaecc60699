"""Studies as BibTeX: read back by two foreign readers, and never more than was verified."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

import bibtexparser
import pytest
from hostile import PAYLOADS
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.errors import UsageError
from kg.views.bibtex import to_bibtex

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of its own use of pkg_resources
    from pybtex.database import parse_string

if TYPE_CHECKING:
    from kg.model import Corpus, Study

KB = kg.load()
CORPUS = KB.corpus
STUDY = next(study for study in CORPUS.studies.values() if study.doi)
# What a reader takes for a field of its own, and what TeX takes for a command.
AWKWARD = (*PAYLOADS, "a}, note = {b", "50 % of #1 & _x_ ^2 ~ $3 {", "\\input{/etc/passwd}")


def entries(text: str) -> dict[str, dict[str, str]]:
    """Read BibTeX with pybtex, which refuses what is malformed."""
    found = parse_string(text, "bibtex").entries
    people = {key: list(map(str, entry.persons.get("author", []))) for key, entry in found.items()}
    return {
        key: {**entry.fields, "type": entry.type, "author": " and ".join(people[key])}
        for key, entry in found.items()
    }


def with_study(**cells: object) -> Corpus:
    study: Study = replace(STUDY, **cells)  # type: ignore[arg-type] # cells of a study
    return replace(CORPUS, studies={study.id: study})


def test_every_study_and_every_source_has_an_entry() -> None:
    assert set(entries(KB.cite())) == {*CORPUS.studies, *CORPUS.sources}


def test_two_readers_find_the_same_entries_and_fields() -> None:
    text = KB.cite()
    parser = bibtexparser.bparser.BibTexParser(common_strings=True, interpolate_strings=False)
    other = {entry.pop("ID"): entry for entry in parser.parse(text).entries}

    mine = entries(text)
    assert {key: set(entry) - {"ENTRYTYPE"} for key, entry in other.items()} == {
        key: {name for name, value in entry.items() if value and name != "type"}
        for key, entry in mine.items()
    }
    assert {key: entry.get("doi") for key, entry in other.items()} == {
        key: entry.get("doi") for key, entry in mine.items()
    }


def test_only_a_verified_study_has_an_identifier() -> None:
    found = entries(KB.cite())

    with_identifier = {key for key, entry in found.items() if "doi" in entry or "pmid" in entry}
    verified = {study.id for study in CORPUS.studies.values() if study.doi or study.pmid}
    assert with_identifier - set(CORPUS.sources) == verified


def test_a_study_that_was_not_identified_is_cited_through_its_source() -> None:
    found = entries(KB.cite("park2014"))["park2014"]

    assert found["type"] == "misc"
    assert found["title"].startswith("{Reference 25 of: Oxytocin and Osteoporosis")
    assert "not verified" in found["note"]
    assert "author" not in {name for name, value in found.items() if value}


def test_a_study_seen_in_part_says_so_and_names_its_candidate() -> None:
    found = entries(KB.cite("yirmiya2006"))["yirmiya2006"]

    assert found["title"].startswith("{Depression induces bone loss")
    assert "Not all of its data were verified. Candidate identifiers: doi" in found["note"]


@pytest.mark.parametrize(
    ("cell", "authors"),
    [
        ("Colli VC, Okamoto R", "Colli, V. C. and Okamoto, R."),
        ("Altay B ... Onder ME", "Altay, B. and others"),
        ("Colli VC, Ge B, et al.", "Colli, V. C. and Ge, B. and others"),
        ("Park, et al.", "Park and others"),
        ("de Vernejoul MC", "de Vernejoul, M. C."),
    ],
)
def test_authors_become_a_list_of_names(cell: str, authors: str) -> None:
    text = to_bibtex(with_study(authors=cell))

    assert f"  author = {{{authors}}},\n" in text


def test_volume_issue_and_pages_are_told_apart() -> None:
    text = to_bibtex(with_study(volume="57(9)", pages="1290-1297"))

    assert "  volume = {57},\n  number = {9},\n  pages = {1290--1297},\n" in text


@pytest.mark.parametrize("text", AWKWARD)
@pytest.mark.parametrize("field", ["title", "journal", "authors", "note", "doi", "volume", "pages"])
def test_no_text_of_a_study_breaks_out_of_its_field(field: str, text: str) -> None:
    written = to_bibtex(with_study(**{field: text}, status="partly"))

    found = entries(written)
    assert set(found) == {STUDY.id, *CORPUS.sources}
    assert not re.search(r"(?<!\\)\\(?!text|[&%$#_{}])", written)


@given(title=st.text(min_size=1))
def test_any_title_is_one_field(title: str) -> None:
    printable = "".join(sign for sign in title if sign.isprintable()).strip() or "x"

    found = entries(to_bibtex(with_study(title=printable)))

    assert set(found[STUDY.id]) <= {
        "title", "journal", "year", "volume", "number", "pages", "doi", "pmid", "note",
        "type", "author",
    }  # fmt: skip


def test_a_claim_stands_for_the_studies_it_rests_on() -> None:
    claim = next(
        claim for claim in CORPUS.claims.values() if len({p.study for p in claim.evidence}) > 1
    )

    studies = {piece.study for piece in claim.evidence if piece.study}
    sources = {CORPUS.studies[study].source for study in studies}
    assert set(entries(KB.cite(claim.id))) == studies | sources


def test_a_name_of_neither_study_nor_claim_is_refused() -> None:
    with pytest.raises(UsageError, match="no study or claim is called 'nobody2000'"):
        KB.cite("nobody2000")
