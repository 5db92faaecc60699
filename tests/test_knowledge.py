"""The face of the package: what a knowledge base answers, and the answers the sources demand."""

from __future__ import annotations

import html
import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import networkx as nx
import pytest
import rdflib
from corpora import ROOT, TableFolder, drawn

import kg
from kg.answers import Mechanisms, Page
from kg.knowledge import KnowledgeBase
from kg.model import Outcome, Sign

if TYPE_CHECKING:
    from pathlib import Path

KB = kg.load()


class Frames(HTMLParser):
    """Collect the frames of a page with their attributes unescaped."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def signs(source: str, target: str, *, longest: int = 6) -> set[Sign]:
    """Give the net signs of all paths from one term to another."""
    return {path.sign for path in KB.paths(source, target, k=1000, longest=longest)}


def has_evidence_on_each_hop(path: kg.Path) -> bool:
    return all(
        pieces and all(piece.lines and piece.outcome is Outcome.SUPPORTS for piece in pieces)
        for hop in path.hops
        for pieces in hop.evidence
    )


@pytest.mark.parametrize(
    ("source", "target", "terms"),
    [
        ("oxytocin", "BMP-2", ("oxytocin", "OXTR", "osteoblast", "BMP2")),
        ("local oxytocin", "BMP-2", ("local_oxytocin", "OXTR", "osteoblast", "BMP2")),
        (
            "chronic mild stress",
            "bone loss",
            ("chronic_mild_stress", "norepinephrine", "ADRB", "bone_loss"),
        ),
        ("SSRI", "5-HTT", ("SSRI", "SLC6A4")),
    ],
)
def test_every_release_returns_the_chain_with_evidence_on_each_hop(
    source: str, target: str, terms: tuple[str, ...]
) -> None:
    found = {path.terms: path for path in KB.paths(source, target, k=50)}

    assert terms in found
    assert has_evidence_on_each_hop(found[terms])


@pytest.mark.parametrize(
    ("source", "target", "sign"),
    [
        ("oxytocin", "BMP-2", Sign.UP),
        ("chronic mild stress", "bone loss", Sign.UP),
        ("chronic mild stress", "bone mass", Sign.DOWN),
        ("SSRI", "5-HTT", Sign.DOWN),
        ("propranolol", "bone loss", Sign.DOWN),
        ("imipramine", "bone loss", Sign.DOWN),
        ("imipramine", "depressive behaviour", Sign.DOWN),
    ],
)
def test_the_shortest_path_has_the_sign_the_sources_give(
    source: str, target: str, sign: Sign
) -> None:
    assert KB.paths(source, target, k=1)[0].sign is sign


def test_an_ssri_comes_to_bone_mass_with_both_signs() -> None:
    assert {Sign.UP, Sign.DOWN} <= signs("SSRI", "bone mass", longest=2)


def test_an_ssri_raises_bone_mass_through_serotonin() -> None:
    terms = {path.terms for path in KB.paths("SSRI", "bone mass", sign="+", longest=2)}

    assert ("SSRI", "serotonin", "bone_mass") in terms


def test_an_ssri_lowers_bone_mass_through_the_loss_of_the_transporter() -> None:
    terms = {path.terms for path in KB.paths("SSRI", "bone mass", sign="-", longest=2)}

    assert ("SSRI", "SLC6A4", "bone_mass") in terms


def test_propranolol_prevents_the_loss_and_spares_the_behaviour() -> None:
    assert len(KB.paths("propranolol", "bone loss", sign="-", longest=1)) == 1
    assert len(KB.paths("propranolol", "depressive behaviour")) == 0
    [null] = [
        claim
        for claim in KB.corpus.claims.values()
        if (claim.subject, claim.object) == ("propranolol", "depressive_behaviour")
    ]
    assert null.predicate == "no_effect_on"
    assert {piece.outcome for piece in null.evidence} == {Outcome.NULL}


def test_imipramine_prevents_both() -> None:
    for target in ("bone loss", "depressive behaviour"):
        assert len(KB.paths("imipramine", target, sign="-", longest=1)) == 1


def test_loading_twice_gives_equal_corpora() -> None:
    assert kg.load().corpus == KB.corpus


def test_a_folder_can_be_loaded_by_text_or_path() -> None:
    assert kg.load(ROOT).corpus == kg.load(str(ROOT)).corpus == KB.corpus


def test_a_folder_without_a_name_is_the_one_we_are_in(
    tables: TableFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tables.root)

    assert set(kg.load("").corpus.claims) == set(kg.load(tables.root).corpus.claims)


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(kg.InvalidCorpusError, match=r"triples/terms.tsv:1: .* No such file"):
        kg.load(tmp_path)


def test_a_knowledge_base_says_how_much_it_holds(tables: TableFolder) -> None:
    assert repr(kg.load(tables.root)) == (
        "<KnowledgeBase: 6 terms, 3 claims, 3 pieces of evidence, 1 experiments>"
    )


def test_a_name_resolves_to_its_term() -> None:
    assert KB.resolve("β-Adrenoceptor") is KB.corpus.terms["ADRB"]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ({"sign": "0"}, "no sign is called '0': use '\\+' or '-'"),
        ({"sign": ""}, "no sign is called ''"),
        ({"species": "yeti"}, "no species is called 'yeti': use human, mouse, rabbit, rat"),
        ({"sex": "other"}, "no sex is called 'other': use female, male"),
        ({"k": 0}, "0 paths cannot be listed"),
        ({"longest": 0}, "no path has 0 hops"),
        ({"via": ["nonsense"]}, "no term is called 'nonsense'"),
        ({"avoid": ["nonsense"]}, "no term is called 'nonsense'"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    question: dict[str, object], message: str
) -> None:
    with pytest.raises(kg.UsageError, match=message):
        KB.paths("SSRI", "bone mass", **question)  # type: ignore[arg-type] # any keyword


def test_terms_to_pass_and_to_avoid_may_have_any_name() -> None:
    found = KB.paths("SSRI", "bone mass", via=["5-HTT"], avoid=["serum 5-HT", "Depression"])

    assert [path.terms for path in found] == [("SSRI", "SLC6A4", "bone_mass")]


def test_one_term_to_pass_need_not_stand_in_a_list() -> None:
    listed = KB.paths("oxytocin", "BMP-2", via=["OXTR"])

    assert KB.paths("oxytocin", "BMP-2", via="OXTR").paths == listed.paths


def test_every_hop_has_evidence_in_the_species_asked_for() -> None:
    found = KB.paths("chronic mild stress", "bone loss", species="mouse", longest=3)

    assert len(found)
    assert all(
        "mouse" in KB.corpus.context(piece).species
        for path in found
        for hop in path.hops
        for pieces in hop.evidence
        for piece in pieces
    )


def test_mechanisms_are_a_sequence_of_paths() -> None:
    found = KB.paths("SSRI", "bone mass", k=3)

    assert len(found) == 3
    assert list(found) == [found[0], found[1], found[2]]
    assert found[-1] is found[2]
    assert all(isinstance(path, kg.Path) for path in found)


def test_an_index_beyond_the_last_path_is_an_error() -> None:
    with pytest.raises(IndexError):
        KB.paths("SSRI", "5-HTT")[99]


def test_no_mechanism_is_an_empty_sequence() -> None:
    found = KB.paths("bone loss", "SSRI", longest=1)

    assert not found
    assert repr(found) == "<Mechanisms: bone loss → SSRI: no path>"
    assert str(found) == "bone loss → SSRI: no path\n"
    assert found.records() == []


def test_mechanisms_read_as_they_are_printed() -> None:
    found = KB.paths("SSRI", "5-HTT")

    assert repr(found) == "<Mechanisms: SSRI → serotonin transporter: 1 path>"
    assert str(found).startswith("SSRI → serotonin transporter: 1 path\n\n1. net −, weak")
    assert found.markdown().startswith("SSRI → serotonin transporter: 1 path\n\n1. net −, weak")
    assert found._repr_html_().startswith("<table><caption>SSRI → serotonin transporter: 1 path<")


def test_records_are_plain_and_hold_the_evidence() -> None:
    [record] = KB.paths("SSRI", "5-HTT").records()

    assert json.loads(json.dumps(record)) == record
    assert {piece["lines"] for piece in record["hops"][0]["for"]} == {"176-182", "277-280"}


def test_each_layer_is_at_hand(tables: TableFolder) -> None:
    kb = kg.load(tables.root)

    assert isinstance(kb.graph(structure=True), nx.MultiDiGraph)
    assert isinstance(kb.rdf(), rdflib.Graph)
    assert isinstance(kb.dataset(), rdflib.Dataset)
    assert len(kb.rdf()) == len(kb.dataset()) == kb.serialise("nquads").count("\n")
    assert kb.sparql("ASK { term:oxytocin hb:activates term:OXTR }", seconds=30).truth


def test_a_query_may_be_given_too_little_time() -> None:
    with pytest.raises(kg.LimitError, match=r"stopped after 0\.01 s"):
        KB.sparql("ASK {}", seconds=0.01)


def test_the_map_of_paths_is_named_after_their_ends() -> None:
    assert "<title>SSRI → serotonin transporter</title>" in KB.paths("SSRI", "5-HTT").map().html


def test_a_map_takes_another_title() -> None:
    pages = KB.map(title="All & more"), KB.paths("SSRI", "5-HTT").map(title="All & more")

    for page in pages:
        assert "<title>All &amp; more</title>" in page.html


def test_a_page_is_saved_whole(tmp_path: Path) -> None:
    page = Page("<!DOCTYPE html>\n<p>β</p>\n")

    path = page.save(str(tmp_path / "page.html"))

    assert path == tmp_path / "page.html"
    assert path.read_bytes() == page.html.encode()


def test_a_page_that_cannot_be_saved_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "page.html").mkdir()

    with pytest.raises(kg.KgError, match="cannot write"):
        Page("x").save(tmp_path / "page.html")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_failed_save_leaves_the_old_page(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("old", encoding="utf-8")

    with pytest.raises(UnicodeEncodeError):
        Page("new \udcff").save(target)
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["old"]


def test_a_notebook_shows_a_page_in_a_frame_that_cannot_reach_the_notebook() -> None:
    page = Page("""<p title="a" class='b'>1 &lt; 2</p></iframe><script>alert(1)</script>""")
    frames = Frames()

    frames.feed(page._repr_html_())

    [(tag, attributes)] = frames.found
    assert (tag, attributes["srcdoc"]) == ("iframe", page.html)
    assert "allow-same-origin" not in str(attributes["sandbox"])
    assert set(str(attributes["sandbox"]).split()) == {
        "allow-scripts",
        "allow-forms",
        "allow-downloads",
        "allow-popups",
    }


def test_a_whole_map_survives_the_frame() -> None:
    page = KnowledgeBase(drawn("a -> b")).paths("a", "b").map()

    assert (
        html.unescape(page._repr_html_().partition('srcdoc="')[2].rpartition('"')[0]) == page.html
    )


def test_names_are_read_once() -> None:
    assert KB.names is KB.names


def test_mechanisms_keep_the_corpus_they_were_found_in() -> None:
    found = KB.paths("SSRI", "5-HTT")

    assert isinstance(found, Mechanisms)
    assert found.corpus is KB.corpus
