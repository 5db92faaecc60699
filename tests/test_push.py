"""Loading a release into a store: batches, both protocols, going on, and what is refused."""

from __future__ import annotations

import base64
import io
import json
import random
import re
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from corpora import drawn
from elsewhere import Answer, Request, elsewhere
from oxigraph import Oxigraph, find, serving

import kg
from kg.cli import root
from kg.cli.push import _reporter
from kg.errors import KgError, UsageError
from kg.exchange.push import Batch, State, Target, check_counts, push, to_batches
from kg.exchange.reach import NEGATIVE, POSITIVE, REACH, STEPS, to_reach_nquads, with_reach
from kg.rdf import BASE, to_nquads
from kg.sparql import Answer as Table
from kg.sparql.remote import ask
from kg.sparql.run import run_on
from kg.sparql.web import Call, Credentials, send

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.model import Corpus

CORPUS = kg.load().corpus
PREFIXES = CORPUS.ontology.prefixes
RELEASE = to_nquads(CORPUS)
TINY = "".join(f"<urn:s> <urn:p> <urn:{number}> .\n" for number in range(5))
NAMED = "<urn:s> <urn:p> <urn:o> <urn:g> .\n"
TARGET = Target("http://127.0.0.1:9/query", update="http://127.0.0.1:9/update")
needs_oxigraph = pytest.mark.skipif(
    find() is None, reason="install oxigraph (pip install oxigraph)"
)


@pytest.fixture(scope="module")
def running() -> Iterator[Oxigraph]:
    with serving() as store:
        yield store


@pytest.fixture
def store(running: Oxigraph) -> Oxigraph:
    """Give the store with one triple in the graph urn:g, and no other."""
    for update in ("CLEAR ALL", "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> <urn:c> } }"):
        headers = {"Content-Type": "application/sparql-update"}
        assert send(Call("POST", running.update, headers, update.encode()), seconds=60).status < 300
    return running


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(root, ["push", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def engine(nquads: str) -> Callable[[str], set[str]]:
    """Load a dataset, all graphs as one, and ask it for one column."""
    store = ox.Store()
    store.bulk_load(nquads.encode(), format=ox.RdfFormat.N_QUADS)

    def rows(query: str) -> set[str]:
        found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        return {" ".join(map(str, row)) for row in found}

    return rows


@pytest.mark.parametrize("size", [1, 2, 5, 6])
def test_batches_hold_each_triple_once_and_no_more_than_their_size(size: int) -> None:
    batches = to_batches(TINY + TINY, size=size)

    assert all(len(batch.triples) <= size for batch in batches)
    assert [triple for batch in batches for triple in batch.triples] == [
        line.removesuffix(" .") for line in TINY.splitlines()
    ]


def test_batches_are_the_same_whatever_the_order_of_the_lines() -> None:
    lines = RELEASE.splitlines(keepends=True)
    random.Random(0).shuffle(lines)  # noqa: S311 - any order will do

    assert to_batches("".join(lines)) == to_batches(RELEASE)


def test_a_batch_is_of_one_graph_and_the_default_graph_may_get_a_name() -> None:
    assert [batch.graph for batch in to_batches(NAMED + TINY)] == ["", "urn:g"]
    assert [batch.graph for batch in to_batches(NAMED + TINY, graph="urn:h")] == ["urn:g", "urn:h"]
    assert len(to_batches(NAMED + TINY, graph="urn:g")) == 1


@pytest.mark.parametrize(
    "object_",
    ['"a \\"<b>\\" ."', '"a"@en', '"a"@en--ltr', '"1"^^<urn:t>', '"é \\\\"', "<urn:é>"],
)
def test_every_kind_of_value_is_parted_from_its_graph(object_: str) -> None:
    assert to_batches(f"<urn:s> <urn:p> {object_} <urn:g> .\n") == [
        Batch("urn:g", (f"<urn:s> <urn:p> {object_}",))
    ]


@pytest.mark.parametrize("line", ["_:a <urn:p> <urn:o> .", "<urn:s> <urn:p> _:b <urn:g> ."])
def test_a_blank_node_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(UsageError, match="line 6 of the N-Quads holds a blank node"):
        to_batches(f"{TINY}{line}\n")


@pytest.mark.parametrize("size", [0, -1, 100_001])
def test_a_size_that_is_none_is_refused(size: int) -> None:
    with pytest.raises(UsageError, match="use 1 to 100000"):
        to_batches(TINY, size=size)


@pytest.mark.parametrize("graph", ["g", "urn:a b", "urn:a> { } } ; DROP ALL #", "urn:", "<urn:g>"])
def test_a_name_of_a_graph_must_be_an_address(graph: str) -> None:
    with pytest.raises(UsageError, match="give an absolute IRI"):
        to_batches(TINY, graph=graph)


@pytest.mark.parametrize(
    "drawing",
    [
        "a -| b -| c",
        "a -> b, b -| c, c -> b, b -> d",
        "a -> loss, loss opposite_of mass, mass -| d",
        "gut pool_of serotonin, gut -| a, a -> gut, a member_of b, b member_of c",
        "a -? b",
    ],
)
def test_what_is_worked_out_is_what_the_paths_find(drawing: str) -> None:
    assert_same_as_paths(drawn(drawing))


def test_what_is_worked_out_of_the_corpus_is_what_the_paths_find() -> None:
    assert_same_as_paths(CORPUS)


def assert_same_as_paths(corpus: Corpus) -> None:
    nquads = to_nquads(corpus)
    worked_out, walked = engine(to_reach_nquads(nquads)), engine(nquads)
    for term in corpus.terms:
        for path in (POSITIVE, NEGATIVE, *(step.path for step in STEPS if "hb:" in step.path)):
            query = f"SELECT DISTINCT ?x {{ term:{term} {path} ?x }}"
            assert worked_out(with_reach(query)) == walked(query)
    for type_ in corpus.ontology.types:
        query = f"SELECT DISTINCT ?x {{ hb:{type_} rdfs:subClassOf* ?x }}"
        assert worked_out(with_reach(query)) == walked(query)


def test_what_is_worked_out_stands_in_a_graph_of_its_own() -> None:
    lines = to_reach_nquads(RELEASE).splitlines()

    assert lines == sorted(set(lines))
    assert all(line.endswith(f" <{REACH}> .") for line in lines)


def test_a_dataset_without_edges_has_nothing_to_work_out() -> None:
    assert to_reach_nquads("") == to_reach_nquads(TINY) == ""


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (POSITIVE, "<V>reaches_positively"),
        (NEGATIVE, "<V>reaches_negatively"),
        ("hb:pool_of?", "<V>pool_of_or_same"),
        ("hb:expressed_in/hb:member_of*", "hb:expressed_in/<V>member_of_or_same"),
        ("(a/rdfs:subClassOf*)", "(a/<V>subclass_of_or_same)"),
        ("hb:pool_of", "hb:pool_of"),
        ("hb:pool_of+", "hb:pool_of+"),
        ("hb:affects_positively*", "hb:affects_positively*"),
    ],
)
def test_only_the_paths_that_were_worked_out_are_rewritten(path: str, written: str) -> None:
    whole = re.sub(r"<V>(\w+)", rf"<{BASE}vocab/\1>", written)

    assert with_reach(f"ASK {{ ?x {path} ?y }}") == f"ASK {{ ?x {whole} ?y }}"


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path / "state.json", to_batches(TINY, size=1), TARGET)


def test_how_far_a_push_went_is_kept_and_forgotten(state: State) -> None:
    told = [state.read()]
    state.write(3)
    told.append(state.read())
    state.remove()

    assert [*told, state.read()] == [0, 3, 0]


def test_what_is_kept_of_a_push_is_nothing_secret(state: State, tmp_path: Path) -> None:
    known = TARGET._replace(credentials=Credentials("dba", "secret"))
    State(state.path, to_batches(TINY), known).write(1)

    text = (tmp_path / "state.json").read_text(encoding="utf-8")
    assert set(json.loads(text)) == {"push", "batches"}
    assert "secret" not in text


def test_a_new_password_does_not_make_another_push(state: State) -> None:
    known = TARGET._replace(credentials=Credentials("dba", "secret"), seconds=1)

    assert State(state.path, to_batches(TINY, size=1), known).push == state.push


@pytest.mark.parametrize(
    ("nquads", "size", "target"),
    [
        (TINY, 2, TARGET),
        (NAMED, 1, TARGET),
        (TINY, 1, TARGET._replace(update="http://127.0.0.1:9/other")),
        (TINY, 1, TARGET._replace(update="", store=TARGET.update)),
    ],
)
def test_how_far_another_push_went_is_not_taken_for_this_one(
    nquads: str, size: int, target: Target, state: State
) -> None:
    state.write(1)

    with pytest.raises(UsageError, match="a push of other data, or to elsewhere: remove it"):
        State(state.path, to_batches(nquads, size=size), target).read()


@pytest.mark.parametrize("kept", ["", "[]", "{}", "x", '{"push": 1}', "[" * 100_000])
def test_a_file_that_is_no_state_is_refused(kept: str, state: State) -> None:
    state.path.write_text(kept, encoding="utf-8")

    with pytest.raises(UsageError, match="does not tell how far a push went: name another"):
        state.read()


@pytest.mark.parametrize("batches", [-1, 6, "1", True, None])
def test_a_number_of_batches_that_is_none_is_refused(batches: object, state: State) -> None:
    state.path.write_text(json.dumps({"push": state.push, "batches": batches}), encoding="utf-8")

    with pytest.raises(UsageError, match="remove it to start anew"):
        state.read()


def test_a_state_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"cannot read .*: Is a directory"):
        State(tmp_path, [], TARGET).read()


@needs_oxigraph
@pytest.mark.parametrize("way", ["update", "store"])
def test_a_release_arrives_whole_by_either_protocol(way: str, store: Oxigraph) -> None:
    result = run(store.query, f"--{way}", getattr(store, way), "--reach", "--replace")

    reach = to_reach_nquads(RELEASE).count("\n")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines()[-2:] == [
        f"{RELEASE.count(chr(10))} triples in the default graph",
        f"{reach} triples in {REACH}",
    ]


@needs_oxigraph
def test_what_arrived_answers_as_the_corpus_does(store: Oxigraph) -> None:
    run(store.query, "--store", store.store, "--replace")
    queries = ["SELECT * { ?s hb:affects_positively ?o }", "ASK { term:SSRI a hb:Nothing }"]

    for query in queries:
        here = Table.read(*run_on(RELEASE, PREFIXES, query), PREFIXES)
        there = Table.read(*ask(store.query, query, prefixes=PREFIXES), PREFIXES)
        assert (there.truth, sorted(there.rows)) == (here.truth, sorted(here.rows))  # type: ignore[type-var] # no cell is unbound


@needs_oxigraph
def test_a_users_file_with_named_graphs_arrives_in_them(store: Oxigraph, tmp_path: Path) -> None:
    file = tmp_path / "x.trig"
    file.write_text("<urn:a> <urn:p> 1, 2 . <urn:g> { <urn:a> <urn:p> 3 }", encoding="utf-8")

    result = run(store.query, "--update", store.update, "--file", file, "--replace")

    assert result.stderr.splitlines()[-2:] == [
        "2 triples in the default graph",
        "1 triples in urn:g",
    ]


@needs_oxigraph
def test_what_a_graph_held_before_is_found_and_may_be_replaced(
    store: Oxigraph, tmp_path: Path
) -> None:
    file = tmp_path / "x.nq"
    file.write_text(TINY, encoding="utf-8")
    command = (store.query, "--store", store.store, "--file", file, "--graph", "urn:g")

    first, second = run(*command), run(*command, "--replace")

    assert first.exit_code == 1
    assert "the graph <urn:g> holds 6 triples and not the 5 of the release" in first.stderr
    assert (second.exit_code, second.stderr.splitlines()[-1]) == (0, "5 triples in urn:g")


@needs_oxigraph
def test_a_state_is_gone_when_all_is_in(store: Oxigraph, tmp_path: Path) -> None:
    file, state = tmp_path / "x.nq", tmp_path / "state.json"
    file.write_text(TINY, encoding="utf-8")
    target = Target(store.query, store=store.store)
    State(state, to_batches(TINY, graph="urn:h", size=2), target).write(2)

    result = run(
        store.query, "--store", store.store, "--file", file, "--graph", "urn:h", "--batch", "2",
        "--state", state,
    )  # fmt: skip

    # Two of three batches were said to be in, and were not: the count at the end finds it.
    assert result.exit_code == 1
    assert "holds 1 triples and not the 5 of the release: push again" in result.stderr
    assert json.loads(state.read_text(encoding="utf-8"))["batches"] == 3


@needs_oxigraph
def test_a_push_that_broke_off_goes_on_and_forgets_how_far_it_went(
    store: Oxigraph, tmp_path: Path
) -> None:
    batches = to_batches(TINY, graph="urn:i", size=2)
    target = Target(store.query, store=store.store)
    file, state = tmp_path / "x.nq", State(tmp_path / "state.json", batches, target)
    file.write_text(TINY, encoding="utf-8")
    push(batches[:2], target, done=state.write)

    result = run(
        store.query, "--store", store.store, "--file", file, "--graph", "urn:i", "--batch", "2",
        "--state", state.path,
    )  # fmt: skip

    assert (result.exit_code, result.stderr) == (0, "3 of 3 batches\n5 triples in urn:i\n")
    assert not state.path.exists()


@needs_oxigraph
def test_an_address_that_is_not_that_of_the_protocol_is_told(store: Oxigraph) -> None:
    with pytest.raises(KgError, match=r"refuses the update|takes no update|failed"):
        push(to_batches(TINY), Target(store.query, update=store.query))


COUNT = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"5"}}]}}'


def answering(status: int = 200, *, failing: int = 0) -> Callable[[Request], Answer]:
    """Count five triples, and take data, but for the one request that fails."""
    taken = iter(range(1, 1000))

    def answer(request: Request) -> Answer:
        if request.method == "GET":
            return Answer(COUNT)
        return Answer(b"no room", "text/plain", status if next(taken) == failing else 200)

    return answer


def test_updates_are_sent_as_such_and_graphs_emptied_but_once() -> None:
    with elsewhere(answering()) as (url, requests):
        push(to_batches(TINY, graph="urn:g", size=3), Target(url, update=url), replace=True)

    assert {request.headers["content-type"] for request in requests} == {
        "application/sparql-update; charset=utf-8"
    }
    assert [request.body.split(" {")[0] for request in requests] == [
        "CLEAR SILENT GRAPH <urn:g>",
        "INSERT DATA",
        "INSERT DATA",
    ]


def test_graphs_are_put_once_and_then_posted() -> None:
    with elsewhere(answering()) as (url, requests):
        push(to_batches(TINY + NAMED, size=3), Target(url, store=url + "?key=1"), replace=True)

    assert [(request.method, request.path) for request in requests] == [
        ("PUT", "/sparql?key=1&default="),
        ("POST", "/sparql?key=1&default="),
        ("PUT", "/sparql?key=1&graph=urn%3Ag"),
    ]
    assert {request.headers["content-type"] for request in requests} == {"application/n-triples"}


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "refuses the update: no room"),
        (401, r"does not let us in \(401\)"),
        (413, "hit a limit of its own"),
        (500, r"failed \(500\): no room"),
    ],
)
def test_a_batch_that_is_refused_is_told_with_how_far_it_went(status: int, message: str) -> None:
    done: list[int] = []
    refused = pytest.raises(KgError, match=rf"{message}.* \(2 of 5 batches are in")
    with elsewhere(answering(status, failing=3)) as (url, _), refused as caught:
        push(to_batches(TINY, size=1), Target(url, update=url), done=done.append)

    assert done == [1, 2]
    assert caught.value.exit_code == 1


def test_a_count_that_differs_is_an_error_both_ways() -> None:
    with elsewhere(answering()) as (url, _):
        target = Target(url, update=url)

        assert check_counts(to_batches(TINY), target) == {"": 5}
        with pytest.raises(KgError, match=r"default graph holds 5 triples and not the 1 .*replace"):
            check_counts(to_batches(NAMED.replace(" <urn:g>", "")), target)
        with pytest.raises(KgError, match=r"graph <urn:g> holds 5 triples and not the 6 .*again"):
            check_counts(to_batches(TINY + NAMED.replace(" <urn:g>", ""), graph="urn:g"), target)


def test_a_push_tells_how_far_it_is_in_about_ten_lines(tmp_path: Path) -> None:
    file = tmp_path / "x.nq"
    file.write_text("".join(f"<urn:s> <urn:p> <urn:{n}> .\n" for n in range(55)), encoding="utf-8")
    with elsewhere(answering()) as (url, _):
        result = run(url, "--file", file, "--batch", "1")

    lines = result.stderr.splitlines()
    assert lines[:2] == ["5 of 55 batches", "10 of 55 batches"]
    assert [line for line in lines if "batches" in line][-1] == "55 of 55 batches"
    assert len(lines) == 12


def test_on_a_terminal_one_line_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    report = _reporter(3)
    for number in (1, 2, 3):
        report(number)

    assert terminal.getvalue() == "\r1 of 3 batches\r2 of 3 batches\r3 of 3 batches\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("file:///etc/hostname",), 2, "no service can be called at 'file:///etc/hostname'"),
        (("http://127.0.0.1:9/", "--update", "x"), 2, "no service can be called at 'x'"),
        (("http://127.0.0.1:9/", "--store", "x"), 2, "no service can be called at 'x'"),
        (("http://127.0.0.1:9/", "--store", "x", "--update", "y"), 2, "the data can go in one way"),
        (("http://127.0.0.1:9/", "--user", "x"), 2, "a name needs a password"),
        (("http://127.0.0.1:9/", "--password-file", "x"), 2, "a password a name"),
        (("http://127.0.0.1:9/", "--batch", "0"), 2, "no batch holds 0 triples"),
        (("http://127.0.0.1:9/", "--graph", "x"), 2, "no graph can be called 'x'"),
        (("http://127.0.0.1:9/", "--file", "x"), 2, "the name of x does not say what it holds"),
        (("http://127.0.0.1:9/", "--file", "x.ttl"), 1, "cannot read x.ttl: No such file"),
        (("http://127.0.0.1:9/", "--timeout", "0"), 2, "allow more than 0"),
        (("http://127.0.0.1:9/",), 1, "is the service running there? (0 of "),
        (
            ("http://127.0.0.1:9/", "--user", "x", "--password-file", "nothing"),
            1,
            "cannot read nothing: No such file",
        ),
    ],
)
def test_a_mistake_is_one_clear_message(
    arguments: tuple[str, ...],
    code: int,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)

    result = run(*arguments)

    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_password_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_bytes(b"\xff")

    result = run("http://127.0.0.1:9/", "--user", "x", "--password-file", file)

    assert result.exit_code == 2
    assert "is not UTF-8" in result.stderr


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_the_password_is_the_line_of_the_file(end: str, tmp_path: Path) -> None:
    file, data = tmp_path / "password", tmp_path / "x.nq"
    file.write_text(f"p w{end}", encoding="utf-8", newline="")
    data.write_text(TINY, encoding="utf-8")
    challenge = Answer(status=401, headers=(("WWW-Authenticate", 'Basic realm="x"'),))
    known = "Basic " + base64.b64encode(b"dba:p w").decode()

    def answer(request: Request) -> Answer:
        return Answer(COUNT) if request.headers.get("authorization") == known else challenge

    with elsewhere(answer) as (url, _):
        result = run(url, "--file", data, "--user", "dba", "--password-file", file)

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        0,
        "5 triples in the default graph",
    )


def test_every_word_for_what_was_worked_out_is_declared() -> None:
    words = {"reaches_negatively", "reaches_positively", *(step.word for step in STEPS)}

    assert words <= set(CORPUS.ontology.words)
