"""The release: what each file says, read by two libraries, and always in the same bytes."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from corpora import ROOT, corpus_of, row, small
from tools import TOOLS, find

import kg
from kg.errors import InvalidCorpusError
from kg.exchange.nanopubs import nanopublications
from kg.exchange.release import REQUIRED, build_release
from kg.model import is_edge
from kg.rdf import BASE, VOCAB, to_nquads
from kg.rdf.nquads import quads_text
from kg.rdf.speaker import PUBLIC
from kg.tables import read_corpus

if TYPE_CHECKING:
    from pathlib import Path

CORPUS = kg.load().corpus
FILES = {
    "SHA256SUMS",
    "hormone-bone-imports.ttl",
    "hormone-bone.jsonld",
    "hormone-bone.nq",
    "hormone-bone.owl",
    "hormone-bone.sssom.tsv",
    "hormone-bone.trig",
    "hormone-bone.ttl",
    "shapes.ttl",
    "void.ttl",
}
FORMATS = {
    "hormone-bone-imports.ttl": ("turtle", ox.RdfFormat.TURTLE),
    "hormone-bone.jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
    "hormone-bone.nq": ("nquads", ox.RdfFormat.N_QUADS),
    "hormone-bone.owl": ("xml", ox.RdfFormat.RDF_XML),
    "hormone-bone.trig": ("trig", ox.RdfFormat.TRIG),
    "hormone-bone.ttl": ("turtle", ox.RdfFormat.TURTLE),
    "void.ttl": ("turtle", ox.RdfFormat.TURTLE),
}
VOID, DCAT, NP = PUBLIC["void"], PUBLIC["dcat"], PUBLIC["np"]
BUILD = """
import hashlib, kg
from kg.exchange.release import build_release
from kg.location import find_data
for name, text in sorted(build_release(kg.load().corpus, find_data()).items()):
    print(hashlib.sha256(text.encode()).hexdigest(), name)
"""
Quad = tuple[str, str, str, str, str]


@cache
def released() -> dict[str, str]:
    return build_release(CORPUS, ROOT)


@cache
def by_oxigraph(name: str) -> frozenset[Quad]:
    """Read a file with pyoxigraph: subject, predicate, object, its datatype, graph."""
    quads = ox.parse(released()[name], format=FORMATS[name][1])
    return frozenset(
        (
            quad.subject.value,
            quad.predicate.value,
            quad.object.value,
            _datatype(quad.object),
            getattr(quad.graph_name, "value", ""),
        )
        for quad in quads
    )


def _datatype(value: object) -> str:
    found = value.datatype.value if isinstance(value, ox.Literal) else ""
    return found.removesuffix(f"{PUBLIC['xsd']}string")


def by_rdflib(name: str) -> frozenset[Quad]:
    dataset = rdflib.Dataset()
    dataset.parse(data=released()[name], format=FORMATS[name][0])
    default = str(dataset.default_graph.identifier)
    return frozenset(
        (str(s), str(p), str(o), str(getattr(o, "datatype", "") or ""), _graph(g, default))
        for s, p, o, g in dataset.quads()
    )


def _graph(graph: object, default: str) -> str:
    return "" if graph is None or str(graph) == default else str(graph)


def objects(name: str, subject: str, predicate: str) -> list[str]:
    return sorted(quad[2] for quad in by_oxigraph(name) if quad[:2] == (subject, predicate))


def test_the_release_holds_these_files() -> None:
    assert set(released()) == FILES


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own
@pytest.mark.parametrize("name", FORMATS)
def test_two_libraries_read_the_same_from_every_file(name: str) -> None:
    read = by_oxigraph(name)

    assert len(read) > 500
    assert by_rdflib(name) == read


def test_turtle_json_ld_and_nquads_say_the_same() -> None:
    quads = by_oxigraph("hormone-bone.nq")

    assert by_oxigraph("hormone-bone.ttl") == quads
    assert by_oxigraph("hormone-bone.jsonld") == quads


def test_the_nquads_are_those_that_are_queried() -> None:
    assert released()["hormone-bone.nq"] == to_nquads(CORPUS)


def test_the_owl_file_says_what_the_data_and_the_import_module_say() -> None:
    labels = {quad for quad in by_oxigraph("hormone-bone-imports.ttl") if "seen" in quad[1]}

    assert by_oxigraph("hormone-bone.owl") >= by_oxigraph("hormone-bone.nq") | labels


@pytest.mark.skipif(find("rapper") is None, reason=TOOLS["rapper"].remedy)
def test_rapper_reads_the_same_rdf_xml(tmp_path: Path) -> None:
    path = tmp_path / "x.owl"
    path.write_text(released()["hormone-bone.owl"], encoding="utf-8")

    done = subprocess.run(
        ["rapper", "-q", "-i", "rdfxml", "-o", "ntriples", path], capture_output=True, check=True
    )

    read = {quad.triple for quad in ox.parse(done.stdout, format=ox.RdfFormat.N_TRIPLES)}
    written = ox.parse(released()["hormone-bone.owl"], format=ox.RdfFormat.RDF_XML)
    assert read == {quad.triple for quad in written}


def test_nothing_is_blank_but_in_the_shapes() -> None:
    for name in FORMATS:
        nodes = {part for quad in by_oxigraph(name) for part in (quad[0], quad[4])}
        assert [node for node in nodes if node and not node.startswith("http")] == [], name


def test_the_bytes_depend_on_neither_hash_seed_nor_locale_nor_time_zone(tmp_path: Path) -> None:
    settings = [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "UTC"},
        {"PYTHONHASHSEED": "42", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo"},
    ]

    running = [
        subprocess.Popen(
            [sys.executable, "-c", BUILD],
            cwd=tmp_path,
            env={**os.environ, **setting},
            stdout=subprocess.PIPE,
        )
        for setting in settings
    ]
    printed = [process.communicate()[0].decode().split("\n") for process in running]
    expected = [
        f"{hashlib.sha256(text.encode()).hexdigest()} {name}"
        for name, text in sorted(released().items())
    ]
    assert printed == [[*expected, ""]] * len(settings)


def test_the_order_of_the_tables_does_not_matter(tmp_path: Path) -> None:
    tables = small(tmp_path)
    before = build_release(read_corpus(tables.root), tables.root)
    for path in tables.root.rglob("*.tsv"):
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([header, *reversed(rows), ""]), encoding="utf-8")

    assert build_release(read_corpus(tables.root), tables.root) == before


def test_checksums_are_of_all_other_files() -> None:
    listed = dict(reversed(line.split("  ")) for line in released()["SHA256SUMS"].splitlines())

    assert list(listed) == sorted(FILES - {"SHA256SUMS"})
    for name, checksum in listed.items():
        assert hashlib.sha256(released()[name].encode()).hexdigest() == checksum


def test_no_line_of_a_file_ends_in_a_blank() -> None:
    for name, text in released().items():
        assert text.endswith("\n"), name
        assert [line for line in text.split("\n") if line.endswith((" ", "\r"))] == [], name


# --- Nanopublications


def parts_of(claim: str) -> dict[str, set[Quad]]:
    """Give the four graphs of a nanopublication by their names."""
    parts: dict[str, set[Quad]] = {}
    for quad in by_oxigraph("hormone-bone.trig"):
        whole, _, part = quad[4].partition("#")
        if whole == f"{BASE}nanopub/{claim}":
            parts.setdefault(part, set()).add(quad)
    return parts


def test_every_claim_has_one_nanopublication_of_four_graphs() -> None:
    graphs = {quad[4].partition("#")[::2] for quad in by_oxigraph("hormone-bone.trig")}

    assert graphs == {
        (f"{BASE}nanopub/{claim}", part)
        for claim in CORPUS.claims
        for part in ("head", "assertion", "provenance", "pubinfo")
    }


def test_the_head_joins_the_other_three() -> None:
    claim = next(iter(CORPUS.claims))
    whole = f"{BASE}nanopub/{claim}"

    head = {quad[1:3] for quad in parts_of(claim)["head"]}

    assert head == {
        (f"{PUBLIC['rdf']}type", f"{NP}Nanopublication"),
        (f"{NP}hasAssertion", f"{whole}#assertion"),
        (f"{NP}hasProvenance", f"{whole}#provenance"),
        (f"{NP}hasPublicationInfo", f"{whole}#pubinfo"),
    }


def test_provenance_and_publication_are_about_what_they_must_be_about() -> None:
    about = {(quad[4], quad[0]) for quad in by_oxigraph("hormone-bone.trig")}

    for claim in CORPUS.claims:
        whole = f"{BASE}nanopub/{claim}"
        assert (f"{whole}#provenance", f"{whole}#assertion") in about
        assert (f"{whole}#pubinfo", whole) in about


def test_only_an_edge_is_asserted_as_a_plain_triple() -> None:
    predicates = {VOCAB + name for name in CORPUS.ontology.predicates}
    plain = {
        quad[4].removeprefix(f"{BASE}nanopub/").removesuffix("#assertion")
        for quad in by_oxigraph("hormone-bone.trig")
        if quad[1] in predicates
    }

    assert plain == {claim.id for claim in CORPUS.claims.values() if is_edge(claim)}


def test_nanopublications_hold_all_that_the_data_says_of_claims_and_evidence() -> None:
    kinds = (f"{BASE}claim/", f"{BASE}evidence/")
    passed_on = {
        quad[:4]
        for quad in by_oxigraph("hormone-bone.trig")
        if quad[1] != f"{PUBLIC['prov']}wasDerivedFrom"
    }

    assert {quad[:4] for quad in by_oxigraph("hormone-bone.nq") if quad[0].startswith(kinds)} == {
        quad for quad in passed_on if quad[0].startswith(kinds)
    }


def test_an_assertion_is_not_derived_from_what_speaks_against_it() -> None:
    corpus = corpus_of([row("a", "->", "b"), row("a", "->", "b", outcome="opposes", lines="2-2")])
    [claim] = corpus.claims.values()
    linked = {
        (one.predicate.rpartition("#")[2], str(one.object).rpartition("/")[2])
        for one in nanopublications(corpus)
        if one.subject.endswith("#assertion")
    }

    outcomes = {piece.id: piece.outcome for piece in claim.evidence}
    assert {(word, outcomes[piece]) for word, piece in linked} == {
        ("wasDerivedFrom", "supports"),
        ("wasInfluencedBy", "opposes"),
    }


# --- Mappings


def test_the_mapping_set_has_metadata_and_the_columns_of_sssom() -> None:
    lines = released()["hormone-bone.sssom.tsv"].splitlines()
    head = [line.removeprefix("# ") for line in lines if line.startswith("#")]

    told = dict(line.split(": ", 1) for line in head if ": " in line and line[0] != " ")
    assert json.loads(told["license"]) == CORPUS.ontology.metadata["license"]
    assert json.loads(told["mapping_set_version"]) == CORPUS.ontology.metadata["version"]
    assert told.keys() >= {"mapping_set_id", "mapping_date", "mapping_set_title"}
    assert lines[len(head)].split("\t")[:6] == [
        "subject_id", "subject_label", "predicate_id", "object_id", "object_label",
        "mapping_justification",
    ]  # fmt: skip


def mapping_rows() -> list[dict[str, str]]:
    lines = released()["hormone-bone.sssom.tsv"].splitlines()
    return list(csv.DictReader((one for one in lines if one[0] != "#"), delimiter="\t"))


def test_every_match_of_the_data_is_a_mapping_and_no_other_is() -> None:
    iri = CORPUS.ontology.iri
    mapped = {
        (iri(one["subject_id"]), iri(one["predicate_id"]), iri(one["object_id"]))
        for one in mapping_rows()
    }

    assert mapped == {
        quad[:3] for quad in by_oxigraph("hormone-bone.nq") if quad[1].endswith("Match")
    }


def test_every_prefix_of_a_mapping_is_declared() -> None:
    text = released()["hormone-bone.sssom.tsv"]
    declared = {line.split(":")[0].strip("# ") for line in text.splitlines() if line[:3] == "#  "}
    columns = ("subject_id", "predicate_id", "object_id", "mapping_justification")

    assert {one[name].partition(":")[0] for one in mapping_rows() for name in columns} <= declared


def test_every_mapping_says_who_judged_it_and_what_was_seen() -> None:
    for one in mapping_rows():
        assert one["mapping_justification"] == "semapv:ManualMappingCuration"
        assert one["subject_label"]
        assert one["object_source"].startswith("http")
        assert bool(one["object_label"]) is not one["object_id"].startswith("biolink:")


# --- The description


def test_the_description_counts_what_is_there() -> None:
    dataset = f"{BASE}dataset"
    quads = by_oxigraph("hormone-bone.nq")

    assert objects("void.ttl", dataset, f"{VOID}triples") == [str(len(quads))]
    assert objects("void.ttl", dataset, f"{VOID}distinctSubjects") == [
        str(len({quad[0] for quad in quads}))
    ]
    claims = objects("void.ttl", f"{dataset}/class/Claim", f"{VOID}entities")
    assert claims == [str(len(CORPUS.claims))]


def test_the_parts_of_the_description_add_up() -> None:
    uses = Counter(quad[1] for quad in by_oxigraph("hormone-bone.nq"))
    told = by_oxigraph("void.ttl")
    parts = {quad[0]: quad[2] for quad in told if quad[1] == f"{VOID}property"}

    counted = {parts[q[0]]: int(q[2]) for q in told if q[1] == f"{VOID}triples" and q[0] in parts}
    assert counted == uses


def test_links_are_described_for_every_ontology_that_is_mapped_to() -> None:
    told = by_oxigraph("void.ttl")
    links = {quad[0] for quad in told if quad[2] == f"{VOID}Linkset"}
    counted = [int(q[2]) for q in told if q[1] == f"{VOID}triples" and q[0] in links]

    assert len(links) > 20
    assert sum(counted) == len(mapping_rows())
    for link in links:
        assert objects("void.ttl", link, f"{VOID}linkPredicate")[0].startswith(PUBLIC["skos"])
        assert objects("void.ttl", link, f"{VOID}objectsTarget")


def test_every_file_is_a_distribution_with_type_size_and_checksum() -> None:
    release = f"{BASE}release/{CORPUS.ontology.metadata['version']}/"
    found = objects("void.ttl", f"{BASE}dataset", f"{DCAT}distribution")

    assert found == sorted(release + name for name in FILES - {"void.ttl", "SHA256SUMS"})
    for iri in found:
        content = released()[iri.removeprefix(release)].encode()
        [checksum] = objects("void.ttl", iri, f"{PUBLIC['spdx']}checksum")
        assert objects("void.ttl", iri, f"{DCAT}byteSize") == [str(len(content))]
        assert objects("void.ttl", checksum, f"{PUBLIC['spdx']}checksumValue") == [
            hashlib.sha256(content).hexdigest()
        ]
        assert objects("void.ttl", iri, f"{DCAT}mediaType")[0].startswith("https://www.iana.org/")


def test_a_dump_of_the_data_holds_the_data_and_nothing_else() -> None:
    dumps = objects("void.ttl", f"{BASE}dataset", f"{VOID}dataDump")

    assert len(dumps) == 3
    for iri in dumps:
        assert by_oxigraph(iri.rpartition("/")[2]) == by_oxigraph("hormone-bone.nq")


def test_every_example_of_the_description_is_in_the_data() -> None:
    examples = objects("void.ttl", f"{BASE}dataset", f"{VOID}exampleResource")

    assert len(examples) == 5
    assert set(examples) <= {quad[0] for quad in by_oxigraph("hormone-bone.nq")}


def test_every_vocabulary_in_use_is_named() -> None:
    named = objects("void.ttl", f"{BASE}dataset", f"{VOID}vocabulary")
    used = {quad[1] for quad in by_oxigraph("hormone-bone.nq")}

    assert {VOCAB, PUBLIC["skos"], PUBLIC["dcterms"]} <= set(named)
    assert [iri for iri in used if not iri.startswith((*named, PUBLIC["IAO"]))] == []


# --- What is refused, and what other corpora give


@pytest.mark.parametrize("key", REQUIRED)
def test_a_release_that_does_not_say_what_it_is_is_refused(key: str) -> None:
    told = {name: value for name, value in CORPUS.ontology.metadata.items() if name != key}
    corpus = replace(CORPUS, ontology=replace(CORPUS.ontology, metadata=told))

    with pytest.raises(InvalidCorpusError) as caught:
        build_release(corpus, ROOT)
    assert str(caught.value) == (
        f"ontology/metadata.tsv:1: key: {key!r}: a release must say this of itself: "
        "add the key and its value"
    )


def test_background_knowledge_stands_in_the_nquads_and_the_nanopublications_alone(
    tmp_path: Path,
) -> None:
    tables = small(tmp_path)
    cells = row("OXTR", "promotes", "bone_formation", basis="background", study="lee")
    tables.add("triples/claims/main.tsv", **(cells | {"source": "", "lines": "", "note": "ground"}))

    files = build_release(read_corpus(tables.root), tables.root)

    assert {name for name, text in files.items() if '"ground"' in text} == {
        "hormone-bone.nq",
        "hormone-bone.trig",
    }


def test_a_corpus_without_shapes_is_released_without_them(tmp_path: Path) -> None:
    tables = small(tmp_path)
    (tables.root / "ontology" / "shapes.ttl").unlink(missing_ok=True)

    files = build_release(read_corpus(tables.root), tables.root)

    assert set(files) == FILES - {"shapes.ttl"}
    assert "shapes.ttl" not in files["void.ttl"]


def test_a_missing_table_of_public_labels_is_named(tmp_path: Path) -> None:
    tables = small(tmp_path)
    (tables.root / "ontology" / "imports" / "labels.tsv").unlink()

    with pytest.raises(InvalidCorpusError, match=r"ontology/imports/labels.tsv:1: .* cannot be"):
        build_release(read_corpus(tables.root), tables.root)


def test_a_term_whose_label_was_not_seen_is_released_without_one(tmp_path: Path) -> None:
    tables = small(tmp_path)
    line = tables.line_of("triples/terms.tsv", id="oxytocin")
    tables.change("triples/terms.tsv", line, curie="CHEBI:999999", curie_label="x")

    files = build_release(read_corpus(tables.root), tables.root)

    assert "CHEBI:999999 rdfs:isDefinedBy" in files["hormone-bone-imports.ttl"]


def test_quads_are_the_same_text_however_they_are_given() -> None:
    said = list(nanopublications(CORPUS))[:50]

    assert quads_text(said) == quads_text(reversed(said))
