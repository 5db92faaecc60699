"""Answering SPARQL: what comes back, what is refused, and what a query cannot reach."""

from __future__ import annotations

import csv
import io
from functools import cache

import pytest
import rdflib
from corpora import drawn

import kg
from kg.errors import QueryError
from kg.model import Corpus, Sign, is_edge
from kg.rdf import to_nquads
from kg.rdf.graphs import to_graph
from kg.sparql import FORMATS, Answer, answer, run
from kg.sparql.answer import short
from kg.sparql.worker import LONGEST_MESSAGE, reply

CORPUS = kg.load().corpus
TINY = drawn("a -> b -| c, loss opposite_of mass, c -> loss")
POSITIVE = """({p}|{n}/{p}*/{n})+""".format(p="hb:affects_positively", n="hb:affects_negatively")
NEGATIVE = """{p}*/{n}/({p}|{n}/{p}*/{n})*""".format(
    p="hb:affects_positively", n="hb:affects_negatively"
)


@cache
def nquads(corpus_name: str) -> str:
    return to_nquads({"curated": CORPUS, "tiny": TINY}[corpus_name])


@cache
def curated_graph() -> rdflib.Graph:
    return to_graph(CORPUS)


def asked(query: str, *, fmt: str = "json", corpus: str = "curated") -> tuple[dict[str, str], str]:
    """Run a query in this process, without limits."""
    request = {
        "nquads": nquads(corpus),
        "query": query,
        "prefixes": dict(CORPUS.ontology.prefixes),
        "format": fmt,
    }
    head, body = reply(request)
    return head, body.decode()


def rows(query: str, *, corpus: str = "curated") -> list[tuple[str | None, ...]]:
    head, body = asked(query, corpus=corpus)
    return list(Answer.read(head["kind"], body, CORPUS.ontology.prefixes).rows)


def reached(corpus: Corpus, start: str) -> dict[Sign, set[str]]:
    """Walk over (term, sign) states: which terms are raised and lowered in the end."""
    steps: dict[str, set[tuple[str, Sign]]] = {}
    for claim in filter(is_edge, corpus.claims.values()):
        predicate = corpus.predicate(claim)
        if predicate.causal and predicate.sign is not Sign.UNKNOWN:
            (subject, turned), (object_, again) = map(corpus.pole, (claim.subject, claim.object))
            steps.setdefault(subject, set()).add((object_, predicate.sign * turned * again))
    axis, sign = corpus.pole(start)
    states: set[tuple[str, Sign]] = set()
    ahead = [(end, sign * step) for end, step in steps.get(axis, ())]
    while ahead:
        state = ahead.pop()
        if state not in states:
            states.add(state)
            ahead += [(end, state[1] * step) for end, step in steps.get(state[0], ())]
    poles = [(axis, s) for axis, s in states]
    poles += [(other, -s) for axis, s in states if (other := corpus.opposite(axis))]
    return {sign: {term for term, s in poles if s is sign} for sign in (Sign.UP, Sign.DOWN)}


def test_a_select_gives_columns_and_rows_in_the_order_of_the_query() -> None:
    found = answer(
        CORPUS,
        "SELECT ?sign ?term { VALUES ?term { term:SSRI term:OXTR } BIND('+' AS ?sign) } "
        "ORDER BY DESC(?term)",
    )

    assert found == Answer(("sign", "term"), (("+", "term:SSRI"), ("+", "term:OXTR")))
    assert len(found) == 2


def test_an_unbound_variable_is_none() -> None:
    assert rows("SELECT ?a ?b { BIND(1 AS ?a) }") == [("1", None)]


@pytest.mark.parametrize(("target", "truth"), [("SLC6A4", True), ("OXTR", False)])
def test_an_ask_gives_a_truth_value(target: str, truth: bool) -> None:  # noqa: FBT001 - a table
    found = answer(CORPUS, f"ASK {{ term:SSRI hb:inhibits term:{target} }}")

    assert found == Answer(truth=truth)


def test_a_construct_gives_turtle_with_the_prefixes_of_the_corpus() -> None:
    found = answer(CORPUS, "CONSTRUCT WHERE { term:propranolol hb:antagonist_of ?x }")

    assert found.turtle.splitlines()[-1] == "term:propranolol hb:antagonist_of term:ADRB ."
    assert found == Answer(turtle=found.turtle)


def test_a_describe_gives_what_is_said_of_a_term() -> None:
    found = rdflib.Graph().parse(data=asked("DESCRIBE term:propranolol")[1], format="turtle")

    propranolol = rdflib.URIRef(CORPUS.ontology.prefixes["term"] + "propranolol")
    assert set(found) == set(curated_graph().triples((propranolol, None, None)))


def test_a_graph_is_written_the_same_each_time() -> None:
    query = "CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o FILTER(ISIRI(?o)) }"

    assert asked(query) == asked(query)


def test_a_graph_without_triples_is_empty() -> None:
    head, body = asked("CONSTRUCT WHERE { term:nothing ?p ?o }")

    assert head == {"kind": "graph"}
    assert not rdflib.Graph().parse(data=body, format="turtle")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?o { ?s hb:activates ?o }",
        "SELECT ?s ?site { ?c hb:subject ?s OPTIONAL { ?c hb:site ?site } }",
        "SELECT ?species (COUNT(DISTINCT ?e) AS ?n) { ?e hb:species ?species } GROUP BY ?species",
        "SELECT ?label { ?t a/rdfs:subClassOf* hb:Substance; rdfs:label ?label }",
        "SELECT ?a ?b { ?a hb:affects_negatively/hb:affects_positively ?b }",
        "SELECT ?e ?first { ?e hb:first_line ?first FILTER(?first > 1400) }",
        "SELECT ?t { ?t a hb:Receptor MINUS { ?t skos:exactMatch ?x } }",
    ],
)
def test_the_rows_are_those_rdflib_finds(query: str) -> None:
    other = curated_graph().query(query, initNs=CORPUS.ontology.prefixes)

    found = csv.reader(io.StringIO(asked(query, fmt="csv")[1]))
    assert sorted(map(tuple, list(found)[1:])) == sorted(
        tuple("" if cell is None else str(cell) for cell in row)
        for row in other  # type: ignore[union-attr] # a SELECT gives rows
    )


@pytest.mark.parametrize(
    ("fmt", "text"),
    [
        ("csv", 'o,l\r\nhttps://w3id.org/hormone-bone/term/ADRB,"a, ""b"""\r\n'),
        ("tsv", '?o\t?l\n<https://w3id.org/hormone-bone/term/ADRB>\t"a, \\"b\\""\n'),
        (
            "json",
            (
                '{"head":{"vars":["o","l"]},"results":{"bindings":[{"o":{"type":"uri","value":'
                '"https://w3id.org/hormone-bone/term/ADRB"},"l":{"type":"literal","value":'
                '"a, \\"b\\""}}]}}'
            ),
        ),
    ],
)
def test_bindings_are_handed_on_as_the_engine_writes_them(fmt: str, text: str) -> None:
    query = 'SELECT ?o ("a, \\"b\\"" AS ?l) { term:propranolol hb:antagonist_of ?o }'

    assert run(CORPUS, query, fmt=fmt) == ("select", text)


def test_the_formats_are_those_the_worker_writes() -> None:
    assert [asked("ASK {}", fmt=fmt)[0] for fmt in FORMATS] == [{"kind": "ask"}] * len(FORMATS)


def test_all_prefixes_of_the_corpus_are_known() -> None:
    names = " ".join(f"{prefix}:x" for prefix in CORPUS.ontology.prefixes)

    assert len(rows(f"SELECT ?x {{ VALUES ?x {{ {names} }} }}")) == len(CORPUS.ontology.prefixes)


def test_a_prefix_of_the_query_wins() -> None:
    assert rows("PREFIX hb: <urn:other:> SELECT ?x { VALUES ?x { hb:a } }") == [("<urn:other:a>",)]


@pytest.mark.parametrize("start", ["SSRI", "oxytocin", "chronic_mild_stress", "bone_loss", "OXTR"])
def test_the_net_sign_expressions_find_what_a_walk_over_states_finds(start: str) -> None:
    expected = reached(CORPUS, start)

    for expression, sign in ((POSITIVE, Sign.UP), (NEGATIVE, Sign.DOWN)):
        found = rows(f"SELECT DISTINCT ?x {{ term:{start} {expression} ?x }}")
        assert {str(term).removeprefix("term:") for (term,) in found} == expected[sign]


@pytest.mark.parametrize(
    ("drawing", "positive", "negative"),
    [
        ("a -| b -| c", {"c"}, {"b"}),
        ("a -> b, b -| c, c -> b, b -> d", {"b", "c", "d"}, {"b", "c", "d"}),
        ("a -> loss, loss opposite_of mass, mass -| d", {"loss", "d"}, {"mass"}),
        ("b -> a", set(), set()),
    ],
)
def test_signs_multiply_along_a_walk(drawing: str, positive: set[str], negative: set[str]) -> None:
    corpus = drawn(drawing)

    for expression, expected in ((POSITIVE, positive), (NEGATIVE, negative)):
        found = answer(corpus, f"SELECT DISTINCT ?x {{ term:a {expression} ?x }}").rows
        assert {str(term).removeprefix("term:") for (term,) in found} == expected


@pytest.mark.parametrize(
    "chain",
    [
        (
            "term:local_oxytocin hb:agonist_of term:OXTR . "
            "term:OXTR hb:activates term:osteoblast . term:osteoblast hb:produces term:BMP2"
        ),
        (
            "term:chronic_mild_stress hb:increases term:norepinephrine . "
            "term:norepinephrine hb:agonist_of term:ADRB . "
            "term:ADRB hb:contributes_to term:bone_loss"
        ),
        "term:SSRI hb:inhibits term:SLC6A4",
    ],
    ids=["oxytocin to BMP-2", "stress to bone loss", "SSRI to 5-HTT"],
)
def test_the_chains_of_every_release_are_plain_triples(chain: str) -> None:
    assert asked(f"ASK {{ {chain} }}")[1] == '{"head":{},"boolean":true}'


@pytest.mark.parametrize("expression", [POSITIVE, NEGATIVE])
def test_an_ssri_reaches_bone_mass_with_both_signs(expression: str) -> None:
    assert asked(f"ASK {{ term:SSRI {expression} term:bone_mass }}")[1].endswith("true}")


def test_propranolol_spares_bone_and_not_behaviour() -> None:
    found = rows(
        "SELECT ?on ?sign { ?c hb:subject term:propranolol; hb:sign ?sign; hb:object ?on } "
        "ORDER BY ?on"
    )

    assert found == [
        ("term:ADRB", "-"),
        ("term:bone_loss", "-"),
        ("term:depressive_behaviour", "0"),
    ]


@pytest.mark.parametrize("bad", ["SELECT * {\n  ?s ?p", "SELECT * {\n  ?s ?? ?o }"])
def test_a_slip_of_syntax_is_named_by_line_and_column(bad: str) -> None:
    with pytest.raises(QueryError, match=r"cannot be run: 2:\d+: expected"):
        run(TINY, bad)


def test_a_long_list_of_what_was_expected_is_cut() -> None:
    head, body = asked("SELECT * { ?s ?p ((")

    assert (head["kind"], body) == ("error", "")
    assert head["message"].endswith(" …")
    assert len(head["message"]) == LONGEST_MESSAGE


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "CLEAR ALL",
        "DROP DEFAULT",
    ],
)
def test_an_update_is_no_query(update: str) -> None:
    assert asked(update)[0]["kind"] == "error"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT (<urn:f>(1) AS ?x) {}", "The custom function <urn:f> is not supported"),
        ("SELECT * { nothing:a ?p ?o }", "expected"),
        ("SELECT * { <relative> ?p ?o }", "expected"),
        ("SELECT * { ?s ?p '\udcff' }", "surrogates not allowed"),
        ("", "expected"),
    ],
)
def test_what_the_engine_cannot_do_is_an_error_of_the_query(query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run(TINY, query)


@pytest.mark.parametrize(
    ("term", "written"),
    [
        ("<urn:x>", "<urn:x>"),
        ("term:OXTR", "term:OXTR"),
        ("<https://w3id.org/hormone-bone/>", "<https://w3id.org/hormone-bone/>"),
        ("'a'@en", "a"),
        ("3", "3"),
        ("<<( term:a <urn:p> 'b' )>>", "<<( term:a <urn:p> b )>>"),
    ],
)
def test_a_cell_shows_identifiers_short_and_values_as_text(term: str, written: str) -> None:
    assert rows(f"SELECT ({term} AS ?x) {{}}") == [(written,)]


def test_a_blank_node_of_the_query_shows_as_one() -> None:
    [(cell,)] = rows("SELECT (BNODE() AS ?x) {}")

    assert str(cell).startswith("_:")


def test_the_longest_fitting_prefix_is_taken() -> None:
    prefixes = {"outer": "urn:a:", "inner": "urn:a:b:"}

    assert [short(iri, prefixes) for iri in ("urn:a:x", "urn:a:b:x", "urn:c")] == [
        "outer:x",
        "inner:x",
        "<urn:c>",
    ]


@pytest.mark.parametrize(
    ("found", "html"),
    [
        (Answer(truth=True), "<p>yes</p>"),
        (Answer(truth=False), "<p>no</p>"),
        (Answer(turtle="<urn:a> a <b> .\n"), "<pre>&lt;urn:a&gt; a &lt;b&gt; .\n</pre>"),
        (
            Answer(("<b>",), (("<script>",), (None,))),
            (
                "<table><thead><tr><th style='text-align:left'>&lt;b&gt;</th></tr></thead><tbody>"
                "<tr><td style='text-align:left'>&lt;script&gt;</td></tr>"
                "<tr><td style='text-align:left'></td></tr></tbody></table>"
            ),
        ),
    ],
)
def test_a_notebook_shows_an_answer_with_everything_escaped(found: Answer, html: str) -> None:
    assert found._repr_html_() == html
