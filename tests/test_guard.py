"""The guard against queries that reach out of the store, held against the engine itself."""

from __future__ import annotations

import re
import time

import pyoxigraph as ox
import pytest
from disguises import DISGUISED, ESCAPED, HARMLESS, HOME
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.sparql.guard import LONGEST_QUERY, check_query

PREFIXES = {"ex": HOME, "service": HOME}
STORE = ox.Store()


def is_read(query: str) -> bool:
    """Tell whether the engine takes the text for a query."""
    try:
        STORE.query(query, prefixes=PREFIXES)
    except SyntaxError:
        return False
    except (RuntimeError, OSError):
        return True
    return True


def refused(query: str) -> bool:
    try:
        check_query(query)
    except QueryError:
        return True
    return False


@pytest.mark.parametrize("query", DISGUISED.values(), ids=DISGUISED)
def test_a_call_is_refused_in_every_disguise(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        check_query(query)


@pytest.mark.parametrize("query", DISGUISED.values(), ids=DISGUISED)
def test_a_disguise_is_one_only_if_the_engine_is_deceived_too(query: str) -> None:
    assert is_read(query)
    assert not is_read(re.sub("service", "surface", query, flags=re.IGNORECASE))


@pytest.mark.parametrize("query", ESCAPED.values(), ids=ESCAPED)
def test_escaped_letters_hide_nothing(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        check_query(query)


@pytest.mark.parametrize("query", HARMLESS.values(), ids=HARMLESS)
def test_the_word_alone_is_no_call(query: str) -> None:
    check_query(query)


@pytest.mark.parametrize("query", HARMLESS.values(), ids=HARMLESS)
def test_what_is_harmless_is_a_query(query: str) -> None:
    assert is_read(query)


def test_what_no_letter_can_be_is_left_as_it_stands() -> None:
    assert not refused(r"SELECT * { ?s ?p '\UFFFFFFFF' }")


def test_what_cannot_be_told_apart_is_refused_with_a_remedy() -> None:
    with pytest.raises(QueryError, match=r"cannot be told apart .*: leave it out"):
        check_query("SELECT * { ?service a <urn:a#b> }")


def test_a_query_of_the_greatest_length_passes() -> None:
    check_query("ASK{}".ljust(LONGEST_QUERY))


def test_a_longer_query_is_refused() -> None:
    with pytest.raises(QueryError, match="longer than 65536 characters: shorten it"):
        check_query("ASK{}".ljust(LONGEST_QUERY + 1))


@pytest.mark.parametrize("piece", ['"""a', "'", "<a", "\\'", "#'", "'''\\", "<a#", "service"])
def test_no_query_takes_long_to_check(piece: str) -> None:
    query = f"service {piece * LONGEST_QUERY}"[:LONGEST_QUERY]
    start = time.process_time()

    refused(query)

    assert time.process_time() - start < 1


BLANK = st.sampled_from(["", "", " ", "\n", "#>\n", "#\n", '#"""\n', "#'\n", "#\r"])
TEXT = st.lists(
    st.sampled_from(
        ["a", "SERVICE ", ">", "<", "#", "\\n", '\\"', "\\'", '"', "'", " ", "{", "\\~", "\n"]
    ),
    max_size=4,
).map("".join)
QUOTED = st.builds(
    lambda quote, text, end: f"{quote}{text}{quote}{end}",
    st.sampled_from(["'", '"', "'''", '"""']),
    TEXT,
    st.sampled_from(["", "@en", "@en-service", "^^ex:service", "^^<http://a/service>"]),
)
ADDRESS = st.sampled_from(
    [
        "<http://a/>",
        "<http://a/service#x>",
        "<urn:a>",
        "<urn:a'b>",
        "<urn:a#>",
        "<http://a/(x)'>",
        "ex:service",
        "ex:a.b.c",
        "ex:a.service",
        "ex:a\\#b",
        "ex:",
    ]
)
ATOM = st.one_of(
    QUOTED, ADDRESS, st.sampled_from(["?s", "$service", "1", "1.", ".5", "1e3", "true", "-2"])
)
COMPARED = st.lists(
    st.tuples(BLANK, st.sampled_from(["<", ">", "<=", "&&", "=", "-", "/"]), BLANK, ATOM).map(
        "".join
    ),
    max_size=2,
)
PART = st.one_of(
    st.tuples(st.just("?s ?p "), ATOM, st.sampled_from(["", ".", ","]), BLANK).map("".join),
    st.builds(lambda a, b: f"FILTER({a}{''.join(b)})", ATOM, COMPARED),
    st.lists(ATOM, max_size=3).map(lambda atoms: f"VALUES ?v {{{' '.join(atoms)}}}"),
    st.sampled_from(["{", "}", "OPTIONAL{", "#'\n", "#'''\r", '#"""\n', "#>\n", ". ", "\\", "<"]),
    st.tuples(
        st.sampled_from(["SERVICE", "service"]),
        BLANK,
        st.sampled_from(["", "SILENT"]),
        BLANK,
        st.sampled_from([f"<{HOME}>", "ex:x", "?s", "service:x"]),
        st.just("{}"),
    ).map("".join),
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.lists(st.tuples(BLANK, PART).map("".join), max_size=5).map("".join), BLANK)
def test_whatever_passes_means_the_same_to_the_engine_without_the_word(body: str, end: str) -> None:
    query = f"SELECT*{{{body}}}{end}"
    assume("service" in query.lower())
    assume(is_read(query))
    passes = not refused(query)
    event("passes" if passes else "refused")

    assert not passes or is_read(re.sub("service", "surface", query, flags=re.IGNORECASE))
