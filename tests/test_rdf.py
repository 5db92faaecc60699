"""The corpus as RDF: what it says, and in which graph."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from corpora import ROOT, corpus_of, drawn, row, small

import kg
from kg.model import Corpus, is_edge
from kg.rdf import BASE, VOCAB, to_nquads
from kg.rdf.graphs import to_dataset, to_graph
from kg.tables import read_corpus

if TYPE_CHECKING:
    from pathlib import Path

Triple = tuple[str, str, str]

CORPUS = kg.load().corpus
QUADS = list(ox.parse(to_nquads(CORPUS), format=ox.RdfFormat.N_QUADS))
BACKGROUND = f"{BASE}graph/background"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SUB_PROPERTY = f"{RDFS}subPropertyOf"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def plain(corpus: Corpus, graph: str = "") -> set[Triple]:
    """Give the triples of one graph with our own namespace left out."""
    found = set()
    for quad in ox.parse(to_nquads(corpus), format=ox.RdfFormat.N_QUADS):
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        if name == graph:
            parts = (quad.subject, quad.predicate, quad.object)
            subject, predicate, object_ = (part.value.removeprefix(BASE) for part in parts)
            found.add((subject, predicate, object_))
    return found


def between_terms(triples: set[Triple]) -> set[Triple]:
    """Keep what stands directly between two terms, without the prefixes."""
    return {
        (s.removeprefix("term/"), p.removeprefix("vocab/"), o.removeprefix("term/"))
        for s, p, o in triples
        if s.startswith("term/") and o.startswith("term/")
    }


@pytest.fixture(scope="module")
def mixed() -> Corpus:
    """Draw claims that are edges and claims that are none, one of each kind."""
    return corpus_of(
        [
            row("a", "->", "b"),
            row("a", "-?", "b"),
            row("b", "associated_with", "c", basis="statement"),
            row("c", "negatively_correlated_with", "b", basis="statement"),
            row("a", "-|", "c", basis="speculation"),
            row("a", "->", "c", certainty="open"),
            row("b", "->", "c", outcome="opposes"),
            row("a", "associated_with", "c", basis="association"),
            row("b", "no_effect_on", "c", outcome="null"),
            row("c", "->", "a", basis="background", study="s", source="", lines=""),
        ]
    )


def test_an_edge_is_a_direct_triple_and_nothing_else_is(mixed: Corpus) -> None:
    direct = between_terms(plain(mixed)) | between_terms(plain(mixed, BACKGROUND))

    assert {triple for triple in direct if not triple[1].startswith("affects_")} == {
        ("a", "increases", "b"),
        ("a", "acts_on", "b"),
        ("b", "associated_with", "c"),
        ("c", "associated_with", "b"),
        ("b", "negatively_correlated_with", "c"),
        ("c", "negatively_correlated_with", "b"),
    }


def test_direct_triples_of_the_curated_corpus_are_its_edges_and_its_structure() -> None:
    symmetric = {name for name, one in CORPUS.ontology.predicates.items() if one.symmetric}
    said = {c.key[:3] for c in CORPUS.claims.values() if is_edge(c)} | {
        (one.subject, one.predicate, one.object) for one in CORPUS.structure
    }

    direct = between_terms(plain(CORPUS))
    assert {triple for triple in direct if not triple[1].startswith("affects_")} == said | {
        (o, p, s) for s, p, o in said if p in symmetric
    }


def test_every_claim_is_a_node_whether_it_is_an_edge_or_not(mixed: Corpus) -> None:
    said = plain(mixed) | plain(mixed, BACKGROUND)

    assert {(s.removeprefix("claim/"), o == "true") for s, p, o in said if p == "vocab/edge"} == {
        (claim.id, is_edge(claim)) for claim in mixed.claims.values()
    }


def test_only_causal_signed_edges_affect(mixed: Corpus) -> None:
    direct = between_terms(plain(mixed))

    assert {triple for triple in direct if triple[1].startswith("affects_")} == {
        ("a", "affects_positively", "b")
    }


def test_an_effect_is_said_at_every_pole_with_its_sign_turned() -> None:
    corpus = drawn("stress -> loss -| drive, loss opposite_of mass, rest opposite_of drive")

    direct = between_terms(plain(corpus))
    assert {triple for triple in direct if triple[1].startswith("affects_")} == {
        ("stress", "affects_positively", "loss"),
        ("stress", "affects_negatively", "mass"),
        ("loss", "affects_negatively", "drive"),
        ("loss", "affects_positively", "rest"),
        ("mass", "affects_positively", "drive"),
        ("mass", "affects_negatively", "rest"),
    }


def test_what_contributes_to_bone_loss_lowers_bone_mass() -> None:
    direct = between_terms(plain(CORPUS))

    assert {triple for triple in direct if triple[0] == "ADRB" and "affects" in triple[1]} == {
        ("ADRB", "affects_positively", "bone_loss"),
        ("ADRB", "affects_negatively", "bone_mass"),
    }


def test_background_claims_stand_in_their_own_graph_only(mixed: Corpus) -> None:
    [claim] = [claim for claim in mixed.claims.values() if claim.object == "a"]
    own = {f"claim/{claim.id}", f"evidence/{claim.evidence[0].id}"}

    subjects = {subject for subject, _, _ in plain(mixed, BACKGROUND)}
    assert subjects == own
    assert not own & {subject for subject, _, _ in plain(mixed)}


def test_background_evidence_of_a_claim_that_has_other_evidence_stands_apart() -> None:
    background = {"basis": "background", "study": "s", "source": "", "lines": ""}
    corpus = corpus_of([row("a", "->", "b"), row("a", "->", "b", **background)])
    [claim] = corpus.claims.values()
    apart, told = sorted(claim.evidence, key=lambda piece: piece.basis)

    assert (f"claim/{claim.id}", "vocab/subject", "term/a") in plain(corpus)
    linked = (f"claim/{claim.id}", "vocab/has_evidence")
    assert {o for s, p, o in plain(corpus) if (s, p) == linked} == {f"evidence/{told.id}"}
    assert {o for s, p, o in plain(corpus, BACKGROUND) if (s, p) == linked} == {
        f"evidence/{apart.id}"
    }


def test_a_corpus_without_background_knowledge_is_one_graph() -> None:
    assert {quad.graph_name for quad in QUADS} == {ox.DefaultGraph()}


def test_the_dataset_keeps_background_knowledge_in_its_named_graph(mixed: Corpus) -> None:
    dataset = to_dataset(mixed)

    sizes = {str(graph.identifier): len(graph) for graph in dataset.graphs()}
    assert sizes == {
        BACKGROUND: len(plain(mixed, BACKGROUND)),
        "urn:x-rdflib:default": len(plain(mixed)),
    }


def test_the_graph_leaves_background_knowledge_out(mixed: Corpus) -> None:
    assert len(to_graph(mixed)) == len(plain(mixed))


def test_a_line_separator_in_a_background_note_leaks_nothing(mixed: Corpus) -> None:
    def noted(corpus: Corpus) -> Corpus:
        claims = {
            key: replace(
                claim, evidence=tuple(replace(p, note="one\u2028two") for p in claim.evidence)
            )
            for key, claim in corpus.claims.items()
        }
        return replace(corpus, claims=claims)

    assert len(to_graph(noted(mixed))) == len(plain(noted(mixed)))


def test_public_terms_are_named_by_the_prefixes_of_the_ontology() -> None:
    with (ROOT / "ontology" / "prefixes.tsv").open(encoding="utf-8") as stream:
        prefixes = {line["prefix"]: line["iri"] for line in csv.DictReader(stream, delimiter="\t")}
    expected = set()
    for term in CORPUS.terms.values():
        prefix, _, local = term.curie.partition(":")
        if term.match != "none":
            expected.add((f"term/{term.id}", f"{SKOS}{term.match}Match", prefixes[prefix] + local))

    assert {
        (s, p, o) for s, p, o in plain(CORPUS) if s.startswith("term/") and p.endswith("Match")
    } == expected


def test_nothing_is_called_the_same_as_a_public_term() -> None:
    assert not any("sameAs" in quad.predicate.value for quad in QUADS)


def test_claims_and_their_evidence_come_back_by_sparql() -> None:
    store = ox.Store()
    store.extend(QUADS)
    query = """
        SELECT ?claim ?s ?p ?o ?site ?evidence {
          ?claim a hb:Claim; hb:subject ?s; hb:predicate ?p; hb:object ?o; hb:has_evidence ?evidence
          OPTIONAL { ?claim hb:site ?site }
        }"""

    read: dict[str, tuple[tuple[str, ...], set[str]]] = {}
    for solution in store.query(query, prefixes={"hb": VOCAB}):
        names = [part.value.rpartition("/")[2] if part else "" for part in solution]
        read.setdefault(names[0], (tuple(names[1:5]), set()))[1].add(names[5])
    assert read == {
        claim.id: (claim.key, {piece.id for piece in claim.evidence})
        for claim in CORPUS.claims.values()
    }


def test_what_evidence_was_seen_in_comes_back_with_what_its_study_says() -> None:
    said = plain(CORPUS)

    for word in ("species", "sex", "stage", "model", "dose"):
        assert {
            (s, o) for s, p, o in said if p == f"vocab/{word}" and s.startswith("evidence/")
        } == {
            (f"evidence/{piece.id}", value)
            for claim in CORPUS.claims.values()
            for piece in claim.evidence
            for value in getattr(CORPUS.context(piece), word)
        }


def test_every_property_of_ours_that_is_used_is_declared_with_label_and_meaning() -> None:
    said = plain(CORPUS)
    used = {predicate for _, predicate, _ in said if predicate.startswith("vocab/")}

    for word in (f"{RDFS}label", f"{SKOS}definition"):
        assert not used - {subject for subject, predicate, _ in said if predicate == word}


def test_every_class_of_ours_that_is_used_is_declared() -> None:
    said = plain(CORPUS)
    used = {o for _, p, o in said if p == RDF_TYPE and o.startswith("vocab/")}

    assert not used - {subject for subject, predicate, _ in said if predicate == f"{RDFS}label"}


WORKED_OUT = {
    "member_of_or_same",
    "opposite_of_or_same",
    "pool_of_or_same",
    "reaches_negatively",
    "reaches_positively",
    "subclass_of_or_same",
}


def test_every_declared_property_and_class_is_used() -> None:
    said = plain(CORPUS)
    used = {p for _, p, _ in said} | {o for _, p, o in said if p in {RDF_TYPE, SUB_PROPERTY}}

    unused = {name for name in CORPUS.ontology.words if f"vocab/{name}" not in used}
    # One is for the labels of public terms, the others for what is worked out from the data.
    assert unused == {"seen"} | WORKED_OUT


@pytest.mark.parametrize("role", ["perturbation", "background", "compared_with"])
def test_experiments_say_what_was_raised_and_lowered(role: str, tmp_path: Path) -> None:
    tables = small(tmp_path)
    tables.change("triples/experiments.tsv", 2, **{role: "OXTR:-|oxytocin:+"}, note="no claim")

    said = {(p, o) for s, p, o in plain(read_corpus(tables.root)) if s == "experiment/e1"}
    assert (f"vocab/{role}_raised", "term/oxytocin") in said
    assert (f"vocab/{role}_lowered", "term/OXTR") in said


@pytest.mark.parametrize(("observed", "written"), [("+", "+"), ("-", "-"), ("0", "0"), ("?", "?")])
def test_what_was_observed_is_written_as_in_the_table(
    observed: str, written: str, tmp_path: Path
) -> None:
    tables = small(tmp_path)
    tables.change("triples/experiments.tsv", 2, observed=observed, note="no claim is made of it")

    said = plain(read_corpus(tables.root))
    assert {o for _, p, o in said if p == "vocab/observed"} == {written}


def test_an_experiment_may_stand_without_a_study(tmp_path: Path) -> None:
    tables = small(tmp_path)
    tables.change("triples/experiments.tsv", 2, study="")

    said = plain(read_corpus(tables.root))
    assert not {p for s, p, _ in said if s == "experiment/e1"} & {"vocab/study", "vocab/species"}


def test_a_kind_of_evidence_without_a_public_term_names_none() -> None:
    said = plain(drawn("a -> b", basis="gain_of_function"))

    assert ("vocab/basis", "gain_of_function") in {(p, o) for _, p, o in said}
    assert "vocab/eco" not in {p for _, p, _ in said}


@pytest.mark.parametrize(
    ("doi", "written"),
    [
        ("10.1016/S8756-3282(02)00741-7", "10.1016/S8756-3282(02)00741-7"),
        ("10.1002/a<1::b>3.0.CO;2-K", "10.1002/a%3C1::b%3E3.0.CO;2-K"),
        ("10.1000/50%#1?[x]", "10.1000/50%25%231%3F%5Bx%5D"),
    ],
)
def test_any_doi_becomes_an_address(doi: str, written: str, tmp_path: Path) -> None:
    tables = small(tmp_path)
    tables.change("triples/studies.tsv", 3, doi=doi)

    said = plain(read_corpus(tables.root))
    assert ("study/tamma", f"https://doi.org/{written}") in {(s, o) for s, _, o in said}
