"""The texts that RDF is written as: any statement comes back, from two readers, in one order."""

from __future__ import annotations

import json
from collections.abc import Callable

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.rdf import BASE, VOCAB, Iri, Literal, Statement
from kg.rdf.jsonld import to_jsonld
from kg.rdf.nquads import quads_text, safe_iri
from kg.rdf.speaker import XSD, address, day
from kg.rdf.texts import to_rdfxml, to_trig, to_turtle

Writer = Callable[[list[Statement], dict[str, str]], str]

PREFIXES = {
    "hb": VOCAB,
    "term": f"{BASE}term/",
    "OBO_RO": "http://purl.obolibrary.org/obo/RO_",
    "9bad": "https://example.org/nine/",
    "xsd": XSD,
}
SUBJECT = Iri(f"{BASE}term/a")
PREDICATE = Iri(f"{VOCAB}says")
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufffe\uffff")
)
FORMATS = {
    "turtle": (to_turtle, ox.RdfFormat.TURTLE),
    "xml": (to_rdfxml, ox.RdfFormat.RDF_XML),
    "json-ld": (to_jsonld, ox.RdfFormat.JSON_LD),
}


def said(*values: Iri | Literal) -> list[Statement]:
    return [Statement(SUBJECT, PREDICATE, value) for value in values]


def by_oxigraph(text: str, fmt: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text, format=FORMATS[fmt][1])}


def by_rdflib(text: str, fmt: str) -> set[tuple[str, str]]:
    graph = rdflib.Graph().parse(data=text, format=fmt)
    return {(str(o), str(getattr(o, "datatype", "") or "")) for _, _, o in graph}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own
@pytest.mark.parametrize("fmt", FORMATS)
@given(text=TEXT)
@example(text='" .\n<urn:x> <urn:y> <urn:z> .\n')
@example(text="</hb:says><evil/>&amp; ]]> <![CDATA[")
@example(text="\\u0041\\ \"\"\" '''")
@example(text="\U0001f9b4 \u202e\u05d0 x @prefix : <urn:x>")
def test_any_text_comes_back_from_two_readers(fmt: str, text: str) -> None:
    written = FORMATS[fmt][0](said(Literal(text)), PREFIXES)

    [triple] = by_oxigraph(written, fmt)
    assert isinstance(triple.object, ox.Literal)
    assert triple.object.value == text
    assert by_rdflib(written, fmt) == {(text, "")}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own
@pytest.mark.parametrize("fmt", FORMATS)
# rdflib does not read a short name that ends in an escaped full stop, which is Turtle.
@given(name=TEXT.filter(lambda name: not set(name) & set("%#") and not name.endswith(".")))
@example(name="> .\n<urn:x>")
@example(name='"/><evil xmlns="urn:x"/>')
@example(name="a.b-c")
@example(name="-a")
@example(name="a:b")
@example(name="//a")
def test_any_iri_comes_back_from_two_readers(fmt: str, name: str) -> None:
    iri = Iri(f"{BASE}term/{name}")

    written = FORMATS[fmt][0](said(iri), PREFIXES)

    [triple] = by_oxigraph(written, fmt)
    assert isinstance(triple.object, ox.NamedNode)
    assert triple.object.value == safe_iri(iri)
    assert by_rdflib(written, fmt) == {(safe_iri(iri), "")}


TYPED = [
    Literal("5", f"{XSD}integer"),
    Literal("-5", f"{XSD}integer"),
    Literal("true", f"{XSD}boolean"),
    Literal("2009", f"{XSD}gYear"),
    Literal("2026-11-22T00:00:00", f"{XSD}dateTime"),
    Literal("5"),
    Literal("true"),
    Literal(""),
]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own
@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("value", TYPED, ids=" ".join)
def test_any_value_keeps_its_datatype(fmt: str, value: Literal) -> None:
    written = FORMATS[fmt][0](said(value), PREFIXES)

    [triple] = by_oxigraph(written, fmt)
    assert isinstance(triple.object, ox.Literal)
    assert triple.object.value == value.text
    assert triple.object.datatype.value == (value.datatype or f"{XSD}string")
    assert by_rdflib(written, fmt) == {value}


@pytest.mark.parametrize("text", ["007", "+5", "12345678901234567890", "0x5", "1.0"])
@pytest.mark.parametrize("fmt", FORMATS)
def test_a_number_that_is_written_oddly_stays_as_it_is(fmt: str, text: str) -> None:
    written = FORMATS[fmt][0](said(Literal(text, f"{XSD}integer")), PREFIXES)

    [triple] = by_oxigraph(written, fmt)
    assert isinstance(triple.object, ox.Literal)
    assert triple.object.value == text


@pytest.mark.parametrize("write", [to_turtle, to_rdfxml, to_jsonld, to_trig])
def test_the_order_of_what_is_said_does_not_matter(write: Writer) -> None:
    statements = [
        Statement(subject, PREDICATE, value, f"{BASE}graph/one")
        for subject in (SUBJECT, Iri(f"{BASE}term/b"))
        for value in (Iri("urn:x"), Literal("x"), Literal("y"), Literal("x", f"{XSD}token"))
    ]

    texts = {write(order, PREFIXES) for order in (statements, statements[::-1], statements * 2)}

    assert len(texts) == 1


def test_turtle_declares_only_what_it_uses() -> None:
    text = to_turtle(said(Iri("http://purl.obolibrary.org/obo/RO_0002410")), PREFIXES)

    assert text == (
        "@prefix OBO_RO: <http://purl.obolibrary.org/obo/RO_> .\n"
        f"@prefix hb: <{VOCAB}> .\n"
        f"@prefix term: <{BASE}term/> .\n\n"
        "term:a hb:says OBO_RO:0002410 .\n"
    )


def test_a_prefix_that_turtle_cannot_write_is_left_aside() -> None:
    assert "9bad" not in to_turtle(said(Iri("https://example.org/nine/x")), PREFIXES)


def test_what_stands_first_is_asked_for() -> None:
    late = Iri(f"{BASE}term/z")
    statements = [*said(Literal("x")), Statement(late, PREDICATE, Literal("y"))]

    assert to_turtle(statements, PREFIXES, first=[late]).index("term:z") < to_turtle(
        statements, PREFIXES, first=[late]
    ).index("term:a")


def test_json_ld_says_which_prefixes_end_in_no_delimiter() -> None:
    text = to_jsonld(said(Iri("http://purl.obolibrary.org/obo/RO_0002410")), PREFIXES)

    assert json.loads(text) == {
        "@context": {
            "@version": 1.1,
            "OBO_RO": {"@id": "http://purl.obolibrary.org/obo/RO_", "@prefix": True},
            "hb": VOCAB,
            "term": f"{BASE}term/",
        },
        "@graph": [{"@id": "term:a", "hb:says": {"@id": "OBO_RO:0002410"}}],
    }


def test_graphs_of_trig_keep_their_order() -> None:
    names = [f"{BASE}graph/{name}" for name in ("z", "a", "m")]
    statements = [Statement(SUBJECT, PREDICATE, Literal("x"), name) for name in names]

    text = to_trig(statements, PREFIXES)

    assert sorted(names, key=text.index) == names
    quads = set(ox.parse(text, format=ox.RdfFormat.TRIG))
    assert quads == set(ox.parse(quads_text(statements), format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize(
    "predicate", [f"{VOCAB}5x", "https://example.org/p", "urn:x:p", f"{VOCAB}a.b-c", f"{VOCAB}é_x"]
)
def test_any_property_that_can_be_an_element_is_one(predicate: str) -> None:
    statement = Statement(SUBJECT, Iri(predicate), Literal("x"))

    [read] = ox.parse(to_rdfxml([statement], PREFIXES), format=ox.RdfFormat.RDF_XML)

    assert read.predicate.value == predicate


def test_a_property_that_cannot_be_an_element_is_refused() -> None:
    statement = Statement(SUBJECT, Iri(f"{VOCAB}123"), Literal("x"))

    with pytest.raises(KgError, match="vocab/123' names no element of RDF/XML: rename"):
        to_rdfxml([statement], PREFIXES)


def test_a_prefix_of_a_corpus_cannot_take_the_place_of_a_public_one() -> None:
    text = to_rdfxml(said(Literal("x")), {"owl": VOCAB, "rdf": "https://example.org/"})

    [read] = ox.parse(text, format=ox.RdfFormat.RDF_XML)
    assert read.predicate.value == PREDICATE


def test_only_a_date_becomes_a_moment() -> None:
    assert day("2026-11-22") == Literal("2026-11-22T00:00:00", f"{XSD}dateTime")
    assert day("soon") == "soon"


def test_only_an_address_becomes_an_iri() -> None:
    assert isinstance(address("https://example.org/"), Iri)
    assert not isinstance(address("CC BY 4.0"), Iri)
