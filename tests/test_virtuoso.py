"""The same answers from Virtuoso: a store of another maker, on loopback, as it is installed.

What is known to differ there, and how each test meets it:

- It has no default graph, so ours is put into a graph with a name, and asked for by it.
- Its property paths give up on walks of both signs, and lose rows where a query has two paths:
  what they find is worked out beforehand (`kg.exchange.reach`) and asked for instead.
- Its planner reorders patterns until it fails on its own plan: `IN_ORDER` keeps our order.
- It has 1 for true, and an integer for the answer to an ASK.
- The order within a GROUP_CONCAT is open in SPARQL, and it takes another than our engine: the
  parts are compared as sets. Rows are compared sorted, as its alphabet is not by code point.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import pytest
import rdflib
from click.testing import CliRunner
from corpora import ROOT
from tools import TOOLS, find
from virtuoso import IN_ORDER, MOST_ROWS, Virtuoso, serving

import kg
from kg.cli import root
from kg.errors import KgError, LimitError, QueryError
from kg.exchange.push import State, Target, check_counts, push, to_batches
from kg.exchange.reach import REACH, to_reach_nquads, with_reach
from kg.rdf import BASE, to_nquads
from kg.sparql import Answer
from kg.sparql.library import read_library
from kg.sparql.remote import ask, count_triples
from kg.sparql.run import run_on
from kg.sparql.web import Credentials

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(find("virtuoso") is None, reason=TOOLS["virtuoso"].remedy)

CORPUS = kg.load().corpus
PREFIXES = CORPUS.ontology.prefixes
LIBRARY = read_library(ROOT)
SEPARATOR = "; "
NINE = [f"<urn:s> <urn:p> <urn:{number}> .\n" for number in range(9)]

Rows = list[tuple[str | None, ...]]


@cache
def nquads() -> str:
    return to_nquads(CORPUS)


@pytest.fixture(scope="module")
def empty() -> Iterator[Virtuoso]:
    with serving() as store:
        yield store


@pytest.fixture(scope="module")
def loaded(empty: Virtuoso, tmp_path_factory: pytest.TempPathFactory) -> tuple[Virtuoso, str]:
    """Push the curated graph by the command line; give what that said too."""
    password = tmp_path_factory.mktemp("secret") / "password"
    password.write_text(empty.credentials.password + "\n", encoding="utf-8")
    arguments = ["push", empty.query, "--update", empty.update, "--graph", BASE, "--reach"]
    login = ["--user", empty.credentials.user, "--password-file", str(password)]

    result = CliRunner().invoke(root, [*arguments, *login])

    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    return empty, result.stderr


@pytest.fixture(scope="module")
def endpoint(loaded: tuple[Virtuoso, str]) -> str:
    """Give the address at which the graph and what was worked out are one."""
    return f"{loaded[0].query}?default-graph-uri={BASE}&default-graph-uri={REACH}"


def target(store: Virtuoso, way: str = "update") -> Target:
    ways = {"update": store.update, "store": store.store}
    only = {name: url if name == way else "" for name, url in ways.items()}
    return Target(store.query, only["update"], only["store"], store.credentials)


def ours(query: str) -> Rows:
    return in_no_order(Answer.read(*run_on(nquads(), PREFIXES, query), PREFIXES))


def theirs(endpoint: str, query: str) -> Rows:
    return in_no_order(Answer.read(*ask(endpoint, query, prefixes=PREFIXES), PREFIXES))


def in_no_order(answer: Answer) -> Rows:
    """Sort the rows, and the parts of each cell."""
    rows = [
        tuple(cell and SEPARATOR.join(sorted(cell.split(SEPARATOR))) for cell in row)
        for row in answer.rows
    ]
    return sorted(rows, key=str)


def test_everything_arrives_and_is_counted(loaded: tuple[Virtuoso, str]) -> None:
    store, said = loaded
    expected = {BASE: nquads(), REACH: to_reach_nquads(nquads())}

    for graph, text in expected.items():
        count = text.count("\n")
        assert f"{count} triples in {graph}\n" in said
        assert count_triples(store.query, graph, seconds=60) == count


@pytest.mark.parametrize("name", LIBRARY)
def test_a_query_of_the_library_gives_the_same_rows(name: str, endpoint: str) -> None:
    query = LIBRARY[name].text

    assert theirs(endpoint, IN_ORDER + with_reach(query)) == ours(query)


@pytest.mark.parametrize("name", ["net-raises", "net-lowers"])
def test_signed_reachability_worked_out_beforehand_is_that_of_the_paths(
    name: str, endpoint: str
) -> None:
    query = with_reach(LIBRARY[name].text)

    assert "affects_" not in query.partition("SELECT")[2]
    assert theirs(endpoint, query) == ours(LIBRARY[name].text) != []


def test_its_own_paths_give_up_and_say_so(endpoint: str) -> None:
    with pytest.raises(KgError, match="in transitive temp memory"):
        ask(endpoint, LIBRARY["net-raises"].text)


@pytest.mark.parametrize("type_", ["Drug", "Nothing"])
def test_an_ask_gives_the_same_truth(type_: str, endpoint: str) -> None:
    query = f"ASK {{ term:SSRI a hb:{type_} }}"

    assert ask(endpoint, query, prefixes=PREFIXES) == run_on(nquads(), PREFIXES, query)


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?s hb:affects_positively ?o } WHERE { ?s hb:affects_positively ?o }",
        "CONSTRUCT WHERE { term:OXTR ?p ?o }",
    ],
)
def test_a_construct_gives_the_same_graph(query: str, endpoint: str) -> None:
    mine, other = (
        rdflib.Graph().parse(data=reply.text, format="turtle")
        for reply in (
            run_on(nquads(), PREFIXES, query),
            ask(f"{endpoint.partition('?')[0]}?default-graph-uri={BASE}", query, prefixes=PREFIXES),
        )
    )
    assert set(other) == set(mine) != set()


def test_it_writes_true_as_one(endpoint: str) -> None:
    query = "SELECT DISTINCT ?edge { ?c hb:edge ?edge }"

    assert ours(query) == [("false",), ("true",)]
    assert theirs(endpoint, query) == [("0",), ("1",)]


def test_an_answer_that_it_cuts_off_is_refused(endpoint: str) -> None:
    with pytest.raises(LimitError, match=f"no more than {MOST_ROWS} rows, and there may be more"):
        ask(endpoint, "SELECT * { ?s ?p ?o }")


def test_a_slip_of_syntax_is_told_in_its_words(endpoint: str) -> None:
    with pytest.raises(QueryError, match=r"SPARQL compiler, line \d: syntax error"):
        ask(endpoint, "SELECT * {\n ?s ?p")


@pytest.mark.parametrize(("fmt", "header"), [("csv", '"x"'), ("json", '{"head"')])
def test_bindings_come_in_the_form_asked_for(fmt: str, header: str, endpoint: str) -> None:
    reply = ask(endpoint, "SELECT ?x { VALUES ?x { term:OXTR } }", fmt=fmt, prefixes=PREFIXES)

    assert reply.kind == "select"
    assert "".join(reply.text.split()).startswith(header)


def test_a_push_that_broke_off_goes_on_where_it_stopped(empty: Virtuoso, tmp_path: Path) -> None:
    store = target(empty)
    batches = to_batches("".join(NINE), graph="urn:broken-off", size=2)
    state = State(tmp_path / "state.json", batches, store)

    def interrupt(done: int) -> None:
        state.write(done)
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push(batches, store, done=interrupt)
    assert count_triples(empty.query, "urn:broken-off", seconds=60) == 4

    sent: list[int] = []
    push(batches, store, start=state.read(), done=sent.append)
    assert sent == [3, 4, 5]
    assert check_counts(batches, store) == {"urn:broken-off": 9}


def test_a_push_that_is_repeated_changes_nothing(empty: Virtuoso) -> None:
    store = target(empty)
    batches = to_batches("".join(NINE), graph="urn:repeated", size=4)

    push(batches, store)
    push(batches, store)

    assert check_counts(batches, store) == {"urn:repeated": 9}


@pytest.mark.parametrize("way", ["update", "store"])
def test_a_graph_is_replaced_by_either_way(way: str, empty: Virtuoso) -> None:
    store = target(empty, way)
    push(to_batches("".join(NINE), graph=f"urn:{way}"), store)
    batches = to_batches("".join(NINE[:5]), graph=f"urn:{way}", size=2)

    push(batches, store)
    with pytest.raises(KgError, match=r"holds 9 triples and not the 5 .*: replace it"):
        check_counts(batches, store)
    push(batches, store, replace=True)

    assert check_counts(batches, store) == {f"urn:{way}": 5}


def test_every_kind_of_text_arrives_as_it_was(empty: Virtuoso) -> None:
    texts = ["é β→γ 骨 😀", 'a "b" \\ c', "line\nline\ttab\r"]
    escaped = [json.dumps(text, ensure_ascii=False) for text in texts]
    triples = "".join(f"<urn:s> <urn:p> {text} .\n" for text in escaped)

    push(to_batches(triples, graph="urn:texts"), target(empty))

    reply = ask(f"{empty.query}?default-graph-uri=urn:texts", "SELECT ?o { <urn:s> <urn:p> ?o }")
    assert sorted(row["o"]["value"] for row in json.loads(reply.text)["results"]["bindings"]) == (
        sorted(texts)
    )


@pytest.mark.parametrize("known", [None, Credentials("dba", "wrong"), Credentials("x", "x")])
def test_who_may_not_write_is_told_so(known: Credentials | None, empty: Virtuoso) -> None:
    store = Target(empty.query, update=empty.update, credentials=known)

    with pytest.raises(KgError, match=r"does not let us in \(401\).*0 of 1 batches are in"):
        push(to_batches(NINE[0], graph="urn:closed"), store)


def test_a_batch_that_is_too_large_for_it_is_refused_in_its_words(empty: Virtuoso) -> None:
    triples = "".join(f"<urn:s> <urn:p> <urn:{number}> .\n" for number in range(9000))

    with pytest.raises(KgError, match=r"memory exhausted.*0 of 1 batches are in"):
        push(to_batches(triples, graph="urn:large", size=9000), target(empty))


def test_data_for_the_default_graph_is_refused_as_there_is_none(empty: Virtuoso) -> None:
    with pytest.raises(KgError, match="No plain default graph"):
        push(to_batches(NINE[0]), target(empty))
