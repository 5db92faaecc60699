"""The ledger of the sources: every line with text is covered, out of scope or open."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from corpora import TableFolder, corpus_of, row
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.model import Lines, OutOfScope
from kg.sources import KINDS, Coverage, SourceText, find_coverage
from kg.views.ledger import to_records, to_text

LINES = 12
TEXT = SourceText("\n".join(f"line {number}" for number in range(1, LINES + 1)))
RANGE = st.tuples(st.integers(1, LINES), st.integers(1, LINES)).map(sorted)


def ledger(tables: TableFolder, text: str, source: str = "letter") -> Coverage:
    corpus = kg.load(tables.root).corpus
    texts = {name: SourceText("") for name in corpus.sources} | {source: SourceText(text)}
    return next(one for one in find_coverage(corpus, texts) if one.source == source)


def test_each_kind_of_row_covers_the_lines_it_cites(tables: TableFolder) -> None:
    tables.change("triples/studies.tsv", 3, lines="20-21")

    found = ledger(tables, "\n".join(["text"] * 100), source="review")

    assert found.by_kind == {
        "claims": 5,  # 5-7 and 8-9
        "studies": 2,
        "experiments": 3,  # 6-8
        "gaps": 2,
        "discrepancies": 1,
    }
    assert (found.content, found.covered, found.out_of_scope) == (100, 10, 11)
    assert found.uncovered == 79
    assert found.open == (Lines(1, 4), Lines(10, 19), Lines(22, 49), Lines(52, 59), Lines(61, 89))


def test_a_line_without_text_is_not_counted_and_parts_no_range(tables: TableFolder) -> None:
    found = ledger(tables, "one\n\nthree\n\n \nsix")

    assert (found.content, found.covered, found.uncovered) == (3, 1, 2)
    assert found.open == (Lines(1, 1), Lines(6, 6))


def test_a_line_that_is_covered_is_not_out_of_scope_as_well(tables: TableFolder) -> None:
    tables.add("triples/out_of_scope.tsv", source="letter", lines="3-5", reason="greetings")

    found = ledger(tables, "\n".join("abcde"))

    assert (found.covered, found.out_of_scope, found.open) == (2, 1, (Lines(1, 2),))


@given(claims=st.lists(RANGE, max_size=4), listed=st.lists(RANGE, max_size=4))
def test_the_ledger_equals_a_count_line_by_line(
    claims: list[list[int]], listed: list[list[int]]
) -> None:
    rows = [Lines(*pair) for pair in claims]
    out = [Lines(*pair) for pair in listed]
    state = {
        number: next(
            (
                name
                for name, ranges in (("covered", rows), ("out", out))
                if any(place.first <= number <= place.last for place in ranges)
            ),
            "open",
        )
        for number in range(1, LINES + 1)
    }

    found = _ledger_of(rows, out)

    counts = {name: list(state.values()).count(name) for name in ("covered", "out", "open")}
    assert (found.covered, found.out_of_scope, found.uncovered) == tuple(counts.values())
    reopened = {n for place in found.open for n in range(place.first, place.last + 1)}
    assert reopened == {number for number, name in state.items() if name == "open"}


def _ledger_of(claims: list[Lines], listed: list[Lines]) -> Coverage:
    rows = [row(f"a{at}", "->", "b", lines=str(lines)) for at, lines in enumerate(claims)]
    out_of_scope = tuple(OutOfScope("source", lines, "greetings") for lines in listed)
    corpus = replace(corpus_of(rows), out_of_scope=out_of_scope)
    return find_coverage(corpus, {"source": TEXT})[0]


SHOWN = Coverage("letter", 9, MappingProxyType(dict.fromkeys(KINDS, 2)), 6, 1, (Lines(4, 5),))


def test_the_table_has_a_column_for_each_source() -> None:
    table = to_text([SHOWN], width=80)

    assert table.splitlines()[0].split() == ["letter"]
    assert table.splitlines()[-1].split() == ["open", "2"]


def test_the_records_hold_every_number() -> None:
    assert to_records([SHOWN]) == [
        {
            "source": "letter",
            "content": 9,
            "by_kind": dict.fromkeys(KINDS, 2),
            "covered": 6,
            "out_of_scope": 1,
            "uncovered": 2,
            "open": ["4-5"],
        }
    ]
