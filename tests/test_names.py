"""Finding the term that a person means."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from corpora import TableFolder, small
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import AmbiguousNameError, UnknownNameError
from kg.names import Names, folded
from kg.tables import read_corpus

if TYPE_CHECKING:
    from kg.model import Corpus

TERMS = "triples/terms.tsv"
BETA, MINUS = "\N{GREEK SMALL LETTER BETA}", "\N{MINUS SIGN}"
BETA_2 = f"{BETA}\N{SUBSCRIPT TWO}"

MORE = [
    {
        "id": "ADRB2",
        "label": f"{BETA_2}-adrenergic receptor",
        "type": "Receptor",
        "curie": "HGNC:286",
        "match": "close",
        "curie_label": "ADRB2",
        "synonyms": f"{BETA}2AR",
    },
    {
        "id": "ADRB",
        "label": f"{BETA}-adrenergic receptor",
        "type": "Receptor",
        "curie": "NONE",
        "match": "none",
        "synonyms": "beta blocker target",
    },
    {
        "id": "SLC6A4",
        "label": "5-HT transporter",
        "type": "Transporter",
        "curie": "HGNC:11050",
        "match": "exact",
        "curie_label": "SLC6A4",
        "synonyms": "5-HTT|SERT|receptor|+",
    },
    {
        "id": "SERT",
        "label": "serum response",
        "type": "Process",
        "curie": "NONE",
        "match": "none",
        "synonyms": "receptor",
    },
]


@pytest.fixture
def names(tables: TableFolder) -> Names:
    """Read the names of a corpus with receptors that are easily confused."""
    return Names(with_more(tables))


def with_more(tables: TableFolder) -> Corpus:
    for term in MORE:
        tables.add(TERMS, **term)
    return read_corpus(tables.root)


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("bone_mass", "bone_mass"),
        ("bone mass", "bone_mass"),
        ("Bone-Mass", "bone_mass"),
        ("bone\N{EN DASH}mass", "bone_mass"),
        ("pitocin", "oxytocin"),
        ("PITOCIN", "oxytocin"),
        ("ot", "oxytocin"),
        ("CHEBI:7872", "oxytocin"),
        ("chebi 7872", "oxytocin"),
        ("oxtr", "OXTR"),
        (f"{BETA}-Adrenergic receptor", "ADRB"),
        ("beta-adrenergic receptor", "ADRB"),
        ("\N{GREEK CAPITAL LETTER BETA} adrenergic receptor", "ADRB"),
        (f"{BETA}2-adrenergic receptor", "ADRB2"),
        ("Beta2 Adrenergic Receptor", "ADRB2"),
        ("5htt", "SLC6A4"),
        ("5-HTT", "SLC6A4"),
    ],
)
def test_a_term_is_found_by_any_of_its_names(names: Names, name: str, term: str) -> None:
    assert names.resolve(name).id == term


def test_an_identifier_as_it_stands_wins_over_a_synonym_of_another_term(names: Names) -> None:
    assert names.resolve("SERT").label == "serum response"


def test_an_identifier_written_otherwise_is_as_good_as_a_synonym(names: Names) -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        names.resolve("sert")

    assert caught.value.candidates == ("SERT", "SLC6A4")


def test_a_name_that_several_terms_have_is_refused_and_lists_them(names: Names) -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        names.resolve("Receptor")

    expected = "'Receptor' may be any of SERT, SLC6A4: ask for one of these"
    assert str(caught.value) == expected
    assert (caught.value.name, caught.value.candidates) == ("Receptor", ("SERT", "SLC6A4"))


def test_a_name_that_is_missed_is_refused_and_suggests_the_nearest(names: Names) -> None:
    with pytest.raises(UnknownNameError) as caught:
        names.resolve("oxitocin")

    assert str(caught.value) == "no term is called 'oxitocin': did you mean oxytocin peptide?"
    assert (caught.value.name, caught.value.suggestions) == ("oxitocin", ("oxytocin peptide",))


@pytest.mark.parametrize("name", ["", " ", "-", "zzzz", "\x1b[2J"])
def test_a_name_like_no_other_is_refused_without_a_suggestion(names: Names, name: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        names.resolve(name)

    assert str(caught.value) == f"no term is called {name!r}: see 'kg show'"


def test_a_curie_near_a_term_is_no_name_of_it(names: Names) -> None:
    with pytest.raises(UnknownNameError):
        names.resolve("HGNC:286")


def test_terms_without_a_public_identifier_are_not_called_none(names: Names) -> None:
    with pytest.raises(UnknownNameError):
        names.resolve("NONE")


def test_part_of_a_name_suggests_the_terms_that_have_it(names: Names) -> None:
    assert names.suggest("bone") == ["bone mass", "bone loss", "bone formation"]


def test_two_letters_suggest_no_term_that_merely_has_them_inside(names: Names) -> None:
    assert names.suggest("xy") == []


def test_at_most_three_labels_are_suggested_and_none_twice(names: Names) -> None:
    found = names.suggest("receptors")

    assert len(found) == len(set(found)) == 3


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Wnt/\N{GREEK SMALL LETTER BETA}-catenin", "wntbetacatenin"),
        ("NF-\N{GREEK SMALL LETTER KAPPA}B", "nfkappab"),
        ("\N{MICRO SIGN}CT", "muct"),
        ("\N{GREEK SMALL LETTER LAMDA}", "lambda"),
        ("\N{GREEK SMALL LETTER FINAL SIGMA}", "sigma"),
        ("\N{GREEK CAPITAL LETTER OMEGA}-3", "omega3"),
        ("\N{GREEK SMALL LETTER ALPHA WITH TONOS}", "alpha"),
        ("Caf\N{LATIN SMALL LETTER E WITH ACUTE}", "cafe"),
        ("Ca2+", "ca2"),
        ("\N{CJK UNIFIED IDEOGRAPH-9AA8}", "\N{CJK UNIFIED IDEOGRAPH-9AA8}"),
    ],
)
def test_a_name_is_reduced_to_its_letters_and_digits(name: str, plain: str) -> None:
    assert folded(name) == plain


@given(st.text(max_size=8))
def test_case_hyphens_and_blanks_make_no_other_name(name: str) -> None:
    spaced = f" {name}-\N{EN DASH} "

    assert folded(spaced) == folded(name)


parts = st.sampled_from(["a", "B", "b", BETA, "beta", "-", MINUS, " ", "2", "\N{SUBSCRIPT TWO}"])
written = st.lists(parts, min_size=1, max_size=4).map("".join).map(str.strip).filter(bool)


@given(
    st.lists(
        st.tuples(written, st.lists(written, max_size=2, unique=True)),
        max_size=5,
        unique_by=lambda term: term[0],
    )
)
def test_every_name_of_every_term_finds_it_or_is_listed_as_ambiguous(
    terms: list[tuple[str, list[str]]],
) -> None:
    with TemporaryDirectory() as folder:
        tables = small(Path(folder))
        for number, (label, synonyms) in enumerate(terms):
            tables.add(
                TERMS,
                id=f"t{number}",
                label=label,
                type="Hormone",
                curie=f"CHEBI:{number}",
                match="exact",
                curie_label="a hormone",
                synonyms="|".join(sorted(synonyms)),
            )
        corpus = read_corpus(tables.root)
    names = Names(corpus)

    for term in corpus.terms.values():
        curies = [term.curie] if term.match == "exact" else []
        for name in (term.id, term.label, *term.synonyms, *curies):
            assert term.id in holders(names, name) or not folded(name) or name in corpus.terms


def holders(names: Names, name: str) -> set[str]:
    """Give the terms that a name may mean."""
    try:
        return {names.resolve(name).id}
    except AmbiguousNameError as error:
        return set(error.candidates)
    except UnknownNameError:
        return set()
