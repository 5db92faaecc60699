"""Reading a user's RDF file: every format, and every file that means harm."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.compare import isomorphic

import kg
from kg.errors import KgError, LimitError, UsageError
from kg.rdf import to_nquads
from kg.sparql import Limits
from kg.sparql.data import EXTENSIONS, Sizes, read_rdf
from kg.sparql.entities import DEEPEST, LONGEST_VALUE, MOST_ENTITIES, EntityError, check_entities
from kg.sparql.reader import FORMATS, reply
from kg.sparql.run import run_on

if TYPE_CHECKING:
    from pathlib import Path

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
MIB = 1024**2
DATASET = """<urn:a> <urn:p> "é\\n\\"x\\"" .
<urn:a> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g> .
<urn:a> <urn:p> "y"@en <urn:g> .
"""
TRIPLE = "<urn:a> <urn:p> <urn:b> .\n"


def xml(body: str, doctype: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{doctype}<rdf:RDF xmlns:rdf="{RDF}" xmlns:u="urn:">{body}</rdf:RDF>'
    )


def node(text: str) -> str:
    return f'<rdf:Description rdf:about="urn:a"><u:p>{text}</u:p></rdf:Description>'


def doctype(*declarations: str) -> str:
    return f"<!DOCTYPE rdf:RDF [{' '.join(declarations)}]>"


RDF_XML = xml('<rdf:Description rdf:about="urn:a"><u:p rdf:resource="urn:b"/></rdf:Description>')


def read(folder: Path, name: str, content: str | bytes) -> str:
    """Write a file and read it."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_rdf(path)


def read_here(fmt: str, content: str | bytes) -> tuple[dict[str, str], str]:
    """Read in this process, without limits but that on what is written."""
    data = content.encode() if isinstance(content, str) else content
    head, body = reply({"format": fmt, "largest": MIB}, data)
    return head, body.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.nt", TRIPLE),
        ("x.nq", TRIPLE),
        ("x.ttl", "@prefix u: <urn:> . u:a u:p u:b ."),
        ("x.TTL", "\ufeff@prefix u: <urn:> . u:a u:p u:b ."),
        ("x.trig", "@prefix u: <urn:> . { u:a u:p u:b }"),
        ("x.rdf", RDF_XML),
        ("x.owl", RDF_XML),
        ("x.xml", RDF_XML),
        ("x.jsonld", '{"@context": {"u": "urn:"}, "@id": "u:a", "u:p": {"@id": "u:b"}}'),
        ("x.json", '[{"@id": "urn:a", "urn:p": {"@id": "urn:b"}}]'),
    ],
)  # fmt: skip
def test_every_format_is_read_by_the_extension(tmp_path: Path, name: str, content: str) -> None:
    assert read(tmp_path, name, content) == TRIPLE


def test_the_extensions_are_those_the_reader_knows() -> None:
    assert set(EXTENSIONS) == set(FORMATS)


def test_named_graphs_and_all_kinds_of_values_are_kept(tmp_path: Path) -> None:
    trig = '<urn:a> <urn:p> """é\n"x\\"""" . <urn:g> { <urn:a> <urn:p> 1, "y"@en }'

    assert read(tmp_path, "x.trig", trig) == DATASET


def test_what_the_corpus_writes_is_read_back_as_it_is(tmp_path: Path) -> None:
    nquads = to_nquads(kg.load().corpus)

    assert read(tmp_path, "x.nq", nquads) == nquads


def test_blank_nodes_stay_what_they_are(tmp_path: Path) -> None:
    turtle = "_:a <urn:p> [ <urn:q> (1 2) ] . _:a <urn:r> _:b ."

    found = rdflib.Graph().parse(data=read(tmp_path, "x.ttl", turtle), format="nt")
    assert isomorphic(found, rdflib.Graph().parse(data=turtle, format="turtle"))


def test_a_relative_address_is_completed_with_a_name_no_one_owns(tmp_path: Path) -> None:
    assert read(tmp_path, "x.ttl", "<a> <urn:p> <#b> .") == (
        "<http://relative.invalid/a> <urn:p> <http://relative.invalid/#b> .\n"
    )


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "x.nq", "") == ""


def test_what_was_read_can_be_asked(tmp_path: Path) -> None:
    nquads = read(tmp_path, "x.trig", "GRAPH <urn:g> { <urn:a> <urn:p> 7 }")

    found = run_on(nquads, {"u": "urn:"}, "SELECT ?o { GRAPH u:g { ?s u:p ?o } }", fmt="csv")
    assert found == ("select", "o\r\n7\r\n")


@pytest.mark.parametrize("name", ["x.ttl.gz", "x.zip", "x.tgz"])
def test_a_packed_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="is packed: unpack it first"):
        read(tmp_path, name, "")


@pytest.mark.parametrize("name", ["x", "x.csv", "ttl", "x."])
def test_a_name_must_say_what_the_file_holds(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"does not say what it holds: .*\.nq, \.nt"):
        read(tmp_path, name, "")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"nothing\.ttl: No such file or directory: name a file"):
        read_rdf(tmp_path / "nothing.ttl")


def test_a_name_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"cannot read .*\\x00\.ttl"):
        read_rdf(tmp_path / "\0.ttl")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_that_would_never_end_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.ttl")

    with pytest.raises(KgError, match="it is no regular file"):
        read_rdf(tmp_path / "x.ttl")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").mkdir()

    with pytest.raises(KgError, match="it is no regular file"):
        read_rdf(tmp_path / "x.ttl")


def test_a_file_over_the_size_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "x.nt").open("wb") as stream:
        stream.truncate(1024 * 1024 * MIB)  # a hole: it takes no room

    with pytest.raises(LimitError, match="larger than 256 MiB: split the file"):
        read_rdf(tmp_path / "x.nt")


def test_a_file_that_says_more_than_there_is_room_for_is_refused(tmp_path: Path) -> None:
    name = "u:" + "x" * 1000
    (tmp_path / "x.ttl").write_text(
        f"@prefix u: <urn:> . {name} {name} {', '.join(map(str, range(2000)))} .", encoding="utf-8"
    )

    with pytest.raises(LimitError, match="more than 2 MiB of statements"):
        read_rdf(tmp_path / "x.ttl", sizes=Sizes(nquads=2 * MIB))


def test_the_room_is_counted_to_the_byte() -> None:
    assert reply({"format": "nt", "largest": len(TRIPLE)}, TRIPLE.encode())[0]["kind"] == "ok"
    assert reply({"format": "nt", "largest": len(TRIPLE) - 1}, TRIPLE.encode())[0]["kind"] == "full"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.ttl", "<urn:a> <urn:p> 1 .\n<urn:a> <urn:p> x .", r"x\.ttl:2:17: x is not a valid RDF"),
        ("x.ttl", "<urn:a> <urn:p> ", r"x\.ttl:1:\d+: Unexpected end"),
        ("x.nq", "<urn:a> <urn:p> <urn:b>", r"x\.nq:1:\d+: "),
        ("x.nt", "<urn:a> <urn:p> <urn:b> <urn:g> .", r"x\.nt:1:\d+: "),
        ("x.trig", "<urn:g> { <urn:a> <urn:p> 1 ", r"x\.trig:1:\d+: "),
        ("x.jsonld", '{"@id": "urn:a",\n"urn:p":', r"x\.jsonld:2:\d+: Unexpected end of file"),
        ("x.rdf", xml(node("x"))[:-20], r"x\.rdf:1:\d+: "),
        ("x.rdf", xml(node("x")).removesuffix("</rdf:RDF>"), r"x\.rdf:1:\d+: no element found"),
        ("x.rdf", "", r"x\.rdf:1:1: no element found"),
        ("x.rdf", "<html>\n<p></html>", r"x\.rdf:2:\d+: mismatched tag"),
        ("x.owl", "Prefix(:=<urn:>)", r"x\.owl:1:7: not well-formed"),
        ("x.ttl", b"<urn:a> <urn:p>\n'\xff' .", r"x\.ttl:2: it is not UTF-8: save it as UTF-8"),
        ("x.rdf", xml(node("x")).encode("utf-16"), r"x\.rdf:1: it is not UTF-8"),
        ("x.jsonld", '{"@id": "urn:a", "urn:p": "\\ud800"}', r"x\.jsonld"),
    ],
)
def test_what_cannot_be_parsed_is_named_with_its_place(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    with pytest.raises(KgError, match=message) as caught:
        read(tmp_path, name, content)
    assert caught.value.exit_code == 1


def test_what_a_terminal_would_obey_is_written_out(tmp_path: Path) -> None:
    with pytest.raises(KgError) as caught:
        read(tmp_path, "\x1b[31m.ttl", "<urn:a> <urn:p> \x1b[32m .")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "content",
    [
        '{"@context": "https://attacker.example/c", "@id": "urn:a", "urn:p": 1}',
        '{"@context": "secret.json", "@id": "urn:a", "urn:p": 1}',
        '{"@context": "file:///etc/hostname", "@id": "urn:a", "urn:p": 1}',
        '{"@context": [{}, "https://attacker.example/c"], "@id": "urn:a", "urn:p": 1}',
        '{"@context": {"@import": "https://attacker.example/c"}, "@id": "urn:a", "urn:p": 1}',
        '{"@context": {"p": {"@id": "urn:p", "@context": "https://a.example/"}}, "p": {"p": 1}}',
    ],
    ids=["address", "relative", "file", "list", "import", "of one property"],
)
def test_a_context_kept_elsewhere_is_refused_and_said_so(content: str) -> None:
    head, body = read_here("jsonld", content)

    assert (head["kind"], body) == ("error", "")
    assert head["message"].startswith("it asks for a JSON-LD context kept elsewhere")


def test_the_message_of_a_remote_context_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"x\.jsonld: it asks for a JSON-LD context kept elsewhere"):
        read(tmp_path, "x.jsonld", '{"@context": "https://attacker.example/c", "@id": "urn:a"}')


def test_a_context_of_the_file_itself_is_fine() -> None:
    content = '{"@context": {"p": {"@id": "urn:p", "@type": "@id"}}, "@id": "urn:a", "p": "urn:b"}'

    assert read_here("jsonld", content) == ({"kind": "ok"}, TRIPLE)


def test_the_word_context_in_a_value_of_json_asks_for_nothing() -> None:
    value = '{"@type": "@json", "@value": {"@context": "https://a.example/"}}'

    head, body = read_here("jsonld", f'{{"@id": "urn:a", "urn:p": {value}}}')
    assert head == {"kind": "ok"}
    assert "a.example" in body


def test_namespaces_as_entities_are_fine() -> None:
    declared = doctype('<!ENTITY obo "http://purl.obolibrary.org/obo/" >', '<!ENTITY u "urn:x#">')
    content = xml(
        '<rdf:Description rdf:about="&obo;A"><u:p>&lt;&u;</u:p></rdf:Description>', declared
    )

    assert read_here("owl", content) == (
        {"kind": "ok"},
        '<http://purl.obolibrary.org/obo/A> <urn:p> "<urn:x#" .\n',
    )


BOMBS = {
    "billion laughs": (
        xml(
            node("&i9;"),
            doctype(
                '<!ENTITY i0 "ha">',
                *(f'<!ENTITY i{n} "{f"&i{n - 1};" * 10}">' for n in range(1, 10)),
            ),
        ),
        "entity 'i1' is more than text",
    ),
    "hidden ampersand": (
        xml(node("&b;"), doctype('<!ENTITY a "ha">', '<!ENTITY b "&#38;a;&#38;a;">')),
        "entity 'b' is more than text",
    ),
    "quadratic": (
        xml(node("&a;" * 1000), doctype(f'<!ENTITY a "{"x" * (LONGEST_VALUE + 1)}">')),
        f"entity 'a' is longer than {LONGEST_VALUE} characters",
    ),
    "markup": (
        xml("&a;", doctype(f"<!ENTITY a '{node('x')}'>")),
        "entity 'a' is more than text",
    ),
    "external file": (
        xml(node("&a;"), doctype('<!ENTITY a SYSTEM "file:///etc/hostname">')),
        "entity 'a' is kept in another file",
    ),
    "external address": (
        xml(node("&a;"), doctype('<!ENTITY a PUBLIC "x" "http://attacker.example/">')),
        "entity 'a' is kept in another file",
    ),
    "unparsed": (
        xml(node("x"), doctype('<!NOTATION n SYSTEM "n">', '<!ENTITY a SYSTEM "x" NDATA n>')),
        "entity 'a' is kept in another file",
    ),
    "parameter": (
        xml(node("x"), doctype("<!ENTITY % a '<!ENTITY b \"c\">'>", "%a;")),
        "entity 'a' is a parameter",
    ),
    "external parameter": (
        xml(node("x"), doctype('<!ENTITY % a SYSTEM "http://attacker.example/x.dtd">', "%a;")),
        "entity 'a' is a parameter",
    ),
    "external document type": (
        xml(node("x"), '<!DOCTYPE rdf:RDF SYSTEM "http://attacker.example/x.dtd">'),
        "a document type kept elsewhere",
    ),
    "public document type": (
        xml(node("x"), '<!DOCTYPE rdf:RDF PUBLIC "x" "x.dtd">'),
        "a document type kept elsewhere",
    ),
    "in a comment": (
        xml(node("&a;"), doctype('<!-- <!ENTITY a "ha"> -->')),
        "where readers differ",
    ),
    "declared twice": (
        xml(node("&a;"), doctype('<!ENTITY a "urn:x">', '<!ENTITY a "urn:y">')),
        "where readers differ",
    ),
    "after the root": (
        xml(doctype('<!ENTITY a "ha">') + node("&a;")),
        "where readers differ",
    ),
    "small letters": (
        xml(node("&a;"), doctype('<!ENTITY a "ha">').replace("DOCTYPE", "doctype")),
        "1:",
    ),
    "undeclared": (xml(node("&a;")), "1:"),
    "too many": (
        xml(node("x"), doctype(*(f"<!ENTITY e{n} 'x'>" for n in range(MOST_ENTITIES + 1)))),
        f"more than {MOST_ENTITIES} entities",
    ),
    "nested elements": (
        xml("<rdf:Description><u:p>" * DEEPEST + "</u:p></rdf:Description>" * DEEPEST),
        f"nested deeper than {DEEPEST}",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_an_entity_that_is_more_than_a_name_is_refused_before_it_is_read(name: str) -> None:
    content, message = BOMBS[name]

    head, body = read_here("rdf", content)
    assert (head["kind"], body) == ("error", "")
    assert message in head["message"]


def test_entities_that_would_fill_a_gibibyte_when_written_out_are_refused() -> None:
    declared = doctype(f"<!ENTITY a '{'x' * LONGEST_VALUE}'>")

    with pytest.raises(EntityError, match="grow beyond all measure"):
        check_entities(xml(node("&a;" * (5 * MIB)), declared).encode())


def test_a_bomb_is_named_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(
        KgError, match=r"x\.owl: entity 'i1' is more than text: write its addresses"
    ):
        read(tmp_path, "x.owl", BOMBS["billion laughs"][0])


def test_triples_nested_in_triples_beyond_reason_are_refused(tmp_path: Path) -> None:
    deep = "<<( <urn:a> <urn:p> " * 20_000 + "1" + " )>>" * 20_000

    with pytest.raises(LimitError, match="nested too deep: simplify it"):
        read(tmp_path, "x.ttl", f"<urn:a> <urn:p> {deep} .")


@pytest.mark.parametrize(
    "content",
    [
        '{"@context":' + '{"a":{"@id":"urn:p","@context":' * 20_000 + "{}" + "}}" * 20_000 + "}",
        '{"urn:p":' * 100_000 + "1" + "}" * 100_000,
        "[" * 100_000,
    ],
    ids=["contexts", "objects", "unclosed lists"],
)
def test_json_nested_beyond_reason_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(KgError, match=r"nested too deep|Max stack size"):
        read(tmp_path, "x.jsonld", content)


@pytest.mark.skipif(sys.platform != "linux", reason="this system may not limit memory")
def test_a_file_that_takes_too_much_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonld"
    path.write_text('{"urn:p":' * 30_000 + "1" + "}" * 30_000, encoding="utf-8")

    with pytest.raises(LimitError, match="needed more than 384 MiB of memory"):
        read_rdf(path, limits=Limits(memory=384 * MIB))


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "x.nq").write_text(TRIPLE, encoding="utf-8")

    with pytest.raises(LimitError, match=r"reading of .*x\.nq was stopped after 0.001 s: split"):
        read_rdf(tmp_path / "x.nq", limits=Limits(seconds=0.001))
