"""The query library: golden answers, the same from two engines; no value breaks out."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from golden import GOLDEN, LIBRARY, golden, with_oxigraph, with_rdflib
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.errors import KgError, UsageError
from kg.location import find_data
from kg.rdf import BASE
from kg.sparql.library import find_query, find_values, read_library

if TYPE_CHECKING:
    from pathlib import Path

    from kg.sparql.library import NamedQuery

KB = kg.load()
QUERY = """# title: A title
# question: What is said of this?
# parameters: what (term, oxytocin) — what is asked about
# parameters: most (number, 5) — of what
# columns: a, b
# note: A note.

SELECT ?a ?b
WHERE {
  VALUES ?what { term:oxytocin }
  VALUES ?most { 5 }
  ?what ?a ?b .
}
"""


def library_of(folder: Path, text: str, name: str = "x.rq") -> dict[str, NamedQuery]:
    queries = folder / "ontology" / "queries"
    queries.mkdir(parents=True)
    (queries / name).write_text(text, encoding="utf-8")
    return read_library(folder)


def test_the_library_answers_at_least_twenty_five_questions() -> None:
    assert len(LIBRARY) >= 25
    assert {path.stem for path in GOLDEN.glob("*.tsv")} == set(LIBRARY)


@pytest.mark.parametrize("name", LIBRARY)
def test_a_query_gives_its_golden_answer_in_both_engines(name: str) -> None:
    query = LIBRARY[name]
    columns, rows = golden(query)

    assert rows
    assert columns == query.columns
    assert with_oxigraph(query.text) == (columns, rows)
    told = with_rdflib(query.text)
    assert told[0] == columns
    assert Counter(told[1]) == Counter(rows)


@pytest.mark.parametrize("name", LIBRARY)
def test_a_query_bound_to_its_defaults_is_the_same_query(name: str) -> None:
    query = LIBRARY[name]
    defaults = {one.name: one.default for one in query.parameters}

    bound = query.bind(**defaults)

    assert re.sub(rf"<{re.escape(BASE)}term/([\w.-]+)>", r"term:\1", bound) == query.text


def test_a_named_query_is_asked_of_the_corpus_by_any_name_of_a_term() -> None:
    by_label = KB.ask("drugs-that-block", target="bone loss")

    assert by_label == KB.ask("drugs-that-block", target="bone_loss")
    assert ("propranolol", "directly") in {row[:2] for row in by_label.rows}
    assert KB.queries() == LIBRARY


def test_another_value_gives_another_answer() -> None:
    assert KB.ask("drugs-that-block", target="OXTR").rows != KB.ask("drugs-that-block").rows


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("drugs-that-blok", {}, "no query is called 'drugs-that-blok': did you mean drugs-that-b"),
        ("zzz", {}, "no query is called 'zzz': 'kg sparql --list' lists all"),
        ("drugs-that-block", {"targt": "x"}, "has no parameter 'targt': did you mean target?"),
        ("drugs-that-block", {"target": "bnoe loss"}, "bone loss"),
        ("claims-by-basis", {"x": "y"}, "has no parameter 'x': it takes basis"),
        ("conflicts", {"x": "y"}, "has no parameter 'x': it takes none"),
    ],
)
def test_a_slip_in_a_question_is_named(name: str, params: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        KB.ask(name, **params)


def test_a_species_that_nobody_has_heard_of_is_refused() -> None:
    known = [
        (name, one.name)
        for name, query in LIBRARY.items()
        for one in query.parameters
        if one.kind in {"species", "sex"}
    ]

    for name, parameter in known:
        with pytest.raises(UsageError, match="is called 'unicorn': use "):
            KB.ask(name, **{parameter: "unicorn"})


@given(text=st.text(min_size=1))
def test_no_text_breaks_out_of_its_place(text: str) -> None:
    query = find_query(LIBRARY, "claims-by-basis")

    bound = query.bind(basis=text)

    line = next(line for line in bound.split("\n") if line.startswith("  VALUES ?basis"))
    assert re.fullmatch(r'  VALUES \?basis { "(?:[^"\\\n\r]|\\.)*" }', line)
    assert bound.replace(line, "") == query.text.replace(
        '  VALUES ?basis { "loss_of_function" }', ""
    )


@pytest.mark.parametrize("value", ["a> }", "", "a b", "<x>", "../x", "-x", "a/b"])
def test_a_term_that_is_no_identifier_is_refused(value: str) -> None:
    with pytest.raises(UsageError, match="is no identifier of a term"):
        find_query(LIBRARY, "drugs-that-block").bind(target=value)


@pytest.mark.parametrize("value", ["", "x", "1e9", "1 }", "١", "--1", "01"])
def test_a_number_that_is_none_is_refused(tmp_path: Path, value: str) -> None:
    query = library_of(tmp_path, QUERY)["x"]

    with pytest.raises(UsageError, match="most is a number"):
        query.bind(most=value)
    assert "VALUES ?most { -0.5 }" in query.bind(most="-0.5")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# title: A title\n", "", "x.rq:6: the header lacks '# title: …'"),
        ("# title: A title\n", "# title: A\n# title: B\n", "x.rq:2: '# title: …' stands here a "),
        ("# note: A note.", "# remark: A.", "x.rq:6: this is no '# title|question|"),
        ("(term, oxytocin)", "(thing, oxytocin)", "x.rq:3: a parameter is 'name (kind, default)"),
        ("(number, 5)", "(number, five)", "x.rq:4: most is a number, and 'five' is none"),
        ("(number, 5)", "(number, 6)", "x.rq:4: the query has another default than 6"),
        ("  VALUES ?most { 5 }\n", "", "x.rq:4: the query has 0 lines 'VALUES ?most { … }'"),
        ("# columns: a, b", "# columns: a, 5", "x.rq:5: '5' is no name of a variable"),
    ],
)
def test_a_header_that_says_something_else_is_named_by_its_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in QUERY

    with pytest.raises(KgError, match=re.escape(message)):
        library_of(tmp_path, QUERY.replace(old, new))


def test_a_query_is_named_in_small_letters(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"Big.rq:1: a query is named in small letters"):
        library_of(tmp_path, QUERY, "Big.rq")


def test_a_query_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    library_of(tmp_path, QUERY)
    (tmp_path / "ontology" / "queries" / "y.rq").write_bytes(b"\xff")

    with pytest.raises(KgError, match=r"y.rq is not UTF-8"):
        read_library(tmp_path)


def test_a_query_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    library_of(tmp_path, QUERY)
    (tmp_path / "ontology" / "queries" / "y.rq").mkdir()

    with pytest.raises(KgError, match=r"cannot read .*y.rq"):
        read_library(tmp_path)


def test_a_folder_without_queries_has_an_empty_library(tmp_path: Path) -> None:
    assert read_library(tmp_path) == {}


def test_values_go_by_any_name_and_keep_their_order() -> None:
    query = find_query(read_library(find_data()), "between")

    found = find_values(KB.corpus, query, {"target": "term:bone_mass", "source": "5-HTT"})

    assert found == {"target": "bone_mass", "source": "SLC6A4"}
