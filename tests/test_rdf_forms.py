"""How the RDF is written: every form says the same, in the same bytes, and no text breaks out."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from functools import cache

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

import kg
from kg.errors import UsageError
from kg.rdf import BASE, Iri, Literal, to_nquads
from kg.rdf.graphs import FORMATS, serialise, to_graph
from kg.rdf.nquads import _iri, _object

CORPUS = kg.load().corpus
QUADS = list(ox.parse(to_nquads(CORPUS), format=ox.RdfFormat.N_QUADS))
TRIPLES = {quad.triple for quad in QUADS if quad.graph_name == ox.DefaultGraph()}
OX_FORMATS = {"turtle": ox.RdfFormat.TURTLE, "json-ld": ox.RdfFormat.JSON_LD}
HASHES = """
import hashlib, kg
kb = kg.load()
for fmt in ("nquads", "turtle", "json-ld"):
    print(hashlib.sha256(kb.serialise(fmt).encode()).hexdigest())
"""


@cache
def curated(fmt: str) -> str:
    return serialise(CORPUS, fmt)


@cache
def curated_graph() -> rdflib.Graph:
    return to_graph(CORPUS)


@pytest.mark.parametrize("fmt", OX_FORMATS)
def test_every_format_holds_the_default_graph_when_pyoxigraph_reads_it(fmt: str) -> None:
    read = ox.parse(curated(fmt), format=OX_FORMATS[fmt])

    assert {quad.triple for quad in read} == TRIPLES


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own
@pytest.mark.parametrize("fmt", OX_FORMATS)
def test_every_format_holds_the_default_graph_when_rdflib_reads_it(fmt: str) -> None:
    read = rdflib.Graph().parse(data=curated(fmt), format=fmt)

    assert set(read) == set(curated_graph())


def test_rdflib_and_pyoxigraph_read_the_same_nquads() -> None:
    read = {(str(s), str(p), str(o)) for s, p, o in curated_graph()}

    assert read == {
        (triple.subject.value, triple.predicate.value, triple.object.value) for triple in TRIPLES
    }


def test_the_bytes_depend_on_neither_hash_seed_nor_locale_nor_time_zone() -> None:
    settings = [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "42", "TZ": "Asia/Tokyo"},
    ]

    running = [
        subprocess.Popen(
            [sys.executable, "-c", HASHES], env={**os.environ, **setting}, stdout=subprocess.PIPE
        )
        for setting in settings
    ]
    printed = [process.communicate()[0].decode().split() for process in running]
    assert printed == [
        [
            hashlib.sha256(curated(fmt).encode()).hexdigest()
            for fmt in ("nquads", "turtle", "json-ld")
        ]
    ] * len(settings)


def test_nquads_are_sorted_lines_each_said_once() -> None:
    lines = to_nquads(CORPUS).splitlines()

    assert lines == sorted(set(lines))


def test_nothing_is_blank() -> None:
    assert not any(
        isinstance(part, ox.BlankNode) for quad in QUADS for part in (quad.subject, quad.object)
    )


def test_json_ld_writes_identifiers_short() -> None:
    document = json.loads(curated("json-ld"))

    assert "term:oxytocin" in {node["@id"] for node in document["@graph"]}


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="'xml': use one of turtle, json-ld, nquads"):
        serialise(CORPUS, "xml")


def test_the_formats_offered_are_those_written() -> None:
    assert set(FORMATS) == {*OX_FORMATS, "nquads"}


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example('" .\n<urn:x> <urn:y> <urn:z> .\n')
@example("\\u0041\\")
@example("\r\n\t\u2028\x85\x0b\x00")
@example("\U0001f9b4 \u202e\u05d0 x")
def test_any_text_comes_back_from_a_literal(text: str) -> None:
    line = f"<urn:s> <urn:p> {_object(Literal(text))} .\n"

    [read] = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    [(_, _, also)] = rdflib.Graph().parse(data=line, format="nt")
    assert (read.object.value, str(also)) == (text, text)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="%#")))
@example("> .\n<urn:x> <urn:y> <urn:z> .")
@example("[]{}|\\^`\"' \ufffd\ue000")
@example("β-é/漢\U0001f9b4\u202e")
def test_no_text_breaks_out_of_an_iri(text: str) -> None:
    line = f"<urn:s> <urn:p> {_iri(f'{BASE}term/{text}')} .\n"

    [read] = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    [(_, _, also)] = rdflib.Graph().parse(data=line, format="nt")
    assert read.object.value == str(also)
    assert read.object.value.startswith(f"{BASE}term/")


def test_letters_of_any_script_stay_as_they_are_in_an_iri() -> None:
    assert _object(Iri("https://example.org/β-é?a=b#c")) == "<https://example.org/β-é?a=b#c>"
