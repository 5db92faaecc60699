"""The map: what a line means, and that a page holds nothing but text."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from corpora import ROOT, TableFolder, corpus_of, drawn, row, traced
from hostile import PAYLOADS, hostile

from kg.answers import Mechanisms
from kg.errors import KgError, LimitError
from kg.paths import PathQuery, Paths
from kg.tables import read_corpus
from kg.views.map import drawing, page, render_map
from kg.views.map.details import Kind, Strength
from kg.views.map.drawing import LANES, draw_map, draw_paths, lane_of

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Corpus


class Parsed(HTMLParser):
    """A page as a browser splits it: tags with attributes, and what inline blocks hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in {"script", "style"}:
            self.blocks.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] and self.tags[-1][0] in {"script", "style"} and self.cdata_elem:
            tag, attributes, text = self.blocks.pop()
            self.blocks.append((tag, attributes, text + data))

    @property
    def data(self) -> str:
        return next(text for _, attrs, text in self.blocks if attrs.get("type"))


def details_of(html: str) -> Any:  # noqa: ANN401 - whatever the JSON of a page holds
    return json.loads(Parsed(html).data)["details"]


def test_each_type_has_the_lane_of_its_nearest_kin(tables: TableFolder) -> None:
    corpus = read_corpus(tables.root)

    lanes = {term: LANES[lane_of(corpus, term)][0].split()[0] for term in corpus.terms}

    assert lanes == {
        "OXTR": "Receptors,",
        "bone_formation": "Processes,",
        "bone_loss": "Conditions",
        "bone_mass": "Conditions",
        "osteoblast": "Cells",
        "oxytocin": "Hormones",
    }


def test_every_type_of_the_ontology_has_a_lane(tables: TableFolder) -> None:
    ontology = read_corpus(tables.root).ontology

    homeless = [
        type_
        for type_ in ontology.types
        if not any(ontology.is_any(type_, types) for _, types in LANES)
    ]

    assert homeless == []


def test_claims_of_one_direction_share_a_line_at_their_best() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "b", site="x", certainty="suggested"),
            row("a", "->", "b", site="y", lines="2-2"),
            row("a", "-|", "b", lines="3-3", basis="speculation"),
        ]
    )

    lines = draw_map(corpus, title="").lines

    assert [(line.kind, line.strength, len(line.claims)) for line in lines] == [
        (Kind.MINUS, Strength.WEAK, 1),
        (Kind.PLUS, Strength.ASSERTED, 2),
    ]


@pytest.mark.parametrize(
    ("cells", "strength", "standing"),
    [
        ({}, Strength.ASSERTED, "asserted"),
        ({"certainty": "suggested"}, Strength.SUGGESTED, "suggested"),
        ({"certainty": "open"}, Strength.WEAK, "open"),
        ({"basis": "speculation"}, Strength.WEAK, "speculation"),
        ({"outcome": "opposes"}, Strength.WEAK, "evidence against only"),
        (
            {"predicate": "associated_with", "basis": "association"},
            Strength.WEAK,
            "association only",
        ),
        ({"predicate": "no_effect_on", "outcome": "null"}, Strength.WEAK, "no effect seen"),
    ],
)
def test_what_is_no_edge_is_drawn_weak_and_says_why(
    cells: dict[str, str], strength: Strength, standing: str
) -> None:
    corpus = corpus_of([row("a", cells.pop("predicate", "->"), "b") | cells])

    [claim] = draw_map(corpus, title="").claims

    assert (claim.strength, claim.standing) == (strength, standing)


def test_a_symmetric_claim_and_its_mirror_share_a_line_with_two_heads() -> None:
    corpus = corpus_of(
        [
            row("b", "associated_with", "a", basis="association"),
            row("a", "associated_with", "b", basis="association"),
        ]
    )

    [line] = draw_map(corpus, title="").lines

    assert line.both
    assert len(line.claims) == 2


def test_a_claim_with_opposing_evidence_is_marked_on_its_line() -> None:
    corpus = corpus_of([row("a", "->", "b"), row("a", "->", "b", lines="2-2", outcome="opposes")])

    sketch = draw_map(corpus, title="")

    assert sketch.lines[0].contested
    assert {piece.verdict for piece in sketch.claims[0].evidence} == {"for", "against"}
    assert "has evidence against it" in render_map(corpus)


def test_a_term_that_is_only_a_site_can_be_found_but_has_no_box() -> None:
    corpus = corpus_of([row("a", "->", "b", site="femur")])

    sketch = draw_map(corpus, title="")

    assert len(sketch.layout.boxes) == 2
    [femur] = [term for term in sketch.terms if term.label == "femur"]
    assert femur.sited == ("c0",)


def test_evidence_tells_its_context_with_what_the_study_adds(tables: TableFolder) -> None:
    corpus = read_corpus(tables.root)

    html = render_map(corpus)

    pieces = [
        piece
        for claim in details_of(html)["claims"].values()
        for piece in claim["evidence"]
        if piece["study"] == "Tamma 2009"
    ]

    assert pieces[0]["context"][:2] == [["species", "mouse"], ["sex", "female"]]
    assert pieces[0]["source"] == "A review of bone"
    assert pieces[0]["doi"] == corpus.studies["tamma"].doi


@pytest.mark.parametrize(
    "doi", ["", "javascript:alert(1)", "10.1/short", "10.1234/a b", "x10.1234/a"]
)
def test_a_doi_of_another_form_is_not_linked(tables: TableFolder, doi: str) -> None:
    corpus = read_corpus(tables.root)
    studies = {key: replace(study, doi=doi) for key, study in corpus.studies.items()}

    html = render_map(replace(corpus, studies=studies))

    claims = details_of(html)["claims"].values()
    assert {piece["doi"] for claim in claims for piece in claim["evidence"]} == {""}


def paths_page(corpus: Corpus, source: str, target: str, title: str) -> str:
    """Draw the paths between two terms."""
    return Mechanisms(corpus, traced(corpus, source, target)).map(title=title).html


def test_paths_run_from_their_source_on_the_left_to_their_target() -> None:
    corpus = drawn("a -> b -| c -> d, a -> d, b -> d")

    sketch = draw_paths(corpus, traced(corpus, "a", "d").found, title="", words="")

    label = {term.key: term.label for term in sketch.terms}
    left = {label[placed.id]: placed.x for placed in sketch.layout.boxes}
    assert sorted(left, key=lambda term: left[term]) == ["a", "b", "c", "d"]
    assert [trail.words for trail in sketch.trails] == ["a → d", "a → b → d", "a → b → c → d"]
    assert [trail.sign for trail in sketch.trails] == ["+", "+", "−"]


def test_a_hop_shows_all_its_claims_with_its_own_sign() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "loss", site="x"),
            row("a", "->", "loss", site="y", lines="2-2"),
            row("loss", "opposite_of", "mass"),
        ]
    )

    sketch = draw_paths(corpus, traced(corpus, "a", "mass").found, title="", words="")

    [line] = sketch.lines
    assert line.kind is Kind.MINUS
    assert [claim.sentence for claim in sketch.claims] == [
        corpus.sentence(claim) for claim in corpus.claims.values()
    ]


def test_where_no_path_is_found_the_page_says_so() -> None:
    corpus = drawn("b -> a")

    html = Mechanisms(corpus, traced(corpus, "a", "b")).map().html

    assert "a → b: no path" in html
    assert "<title>a → b</title>" in html


def test_a_page_says_that_there_are_more_paths() -> None:
    corpus = drawn("a -> b, a -> c -> b")

    html = Mechanisms(corpus, traced(corpus, "a", "b", k=1)).map().html

    assert "a → b: the best path; there are more" in html


def test_a_page_says_that_the_search_was_cut_short() -> None:
    corpus = drawn("a -> b")

    paths = Paths(PathQuery(("a",), ("b",)), (), exhausted=True)

    html = Mechanisms(corpus, paths).map().html

    assert "the search stopped at its limit" in html


def test_a_map_of_nothing_is_a_page() -> None:
    html = render_map(drawn(""))

    assert "Map of 0 terms and 0 claims" in html


def test_too_many_terms_are_refused_politely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MOST_BOXES", 2)

    with pytest.raises(LimitError, match="3 terms are too many to draw"):
        render_map(drawn("a -> b -> c"))


def test_a_missing_drawing_library_is_an_error_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(page, "LIBRARY", tmp_path / "vis.js")

    with pytest.raises(KgError, match=r"reinstall pyvis==0\.3\.2"):
        render_map(drawn("a -> b"))


def test_a_drawing_library_that_would_end_its_script_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "vis.js").write_text("'</SCRIPT>'", encoding="utf-8")
    monkeypatch.setattr(page, "LIBRARY", tmp_path / "vis.js")

    with pytest.raises(KgError, match="cannot be put into a page"):
        render_map(drawn("a -> b"))


def test_the_same_tables_give_the_same_bytes_whatever_the_hash_seed(tables: TableFolder) -> None:
    code = (
        "import sys, hashlib, pathlib\n"
        "from kg.tables import read_corpus\n"
        "from kg.knowledge import KnowledgeBase\n"
        "kb = KnowledgeBase(read_corpus(pathlib.Path(sys.argv[1])))\n"
        "paths = kb.paths('oxytocin', 'bone_formation')\n"
        "for html in (kb.map().html, paths.map().html):\n"
        "    print(hashlib.sha256(html.encode()).hexdigest())\n"
    )

    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(tables.root)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2")
    }

    assert len(outputs) == 1


def test_the_policy_allows_the_scripts_and_the_style_of_the_page_and_nothing_else(
    tables: TableFolder,
) -> None:
    parsed = Parsed(render_map(read_corpus(tables.root)))

    policy = next(a["content"] for tag, a in parsed.tags if tag == "meta" and "http-equiv" in a)

    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for tag, attributes, text in parsed.blocks:
        if attributes.get("type") != "application/json":
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            hashes[tag].append(f"'sha256-{digest}'")
    assert len(hashes["script"]) == 3
    assert policy == (
        f"default-src 'none'; script-src {' '.join(hashes['script'])}; "
        f"style-src {' '.join(hashes['style'])}; img-src data: blob:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def test_no_tag_of_a_page_loads_or_runs_anything(tables: TableFolder) -> None:
    parsed = Parsed(render_map(read_corpus(tables.root)))

    for _, attributes in parsed.tags:
        assert not attributes.keys() & {"src", "href", "action", "style", "srcdoc", "data"}
        assert not [name for name in attributes if name.startswith("on")]


def test_a_page_names_its_language_its_title_and_its_headings_in_order(
    tables: TableFolder,
) -> None:
    html = render_map(read_corpus(tables.root), title="Bone & hormones")

    tags = [tag for tag, _ in Parsed(html).tags]

    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<title>Bone &amp; hormones</title>" in html
    assert [tag for tag in tags if re.fullmatch("h[1-6]", tag)] == ["h1", "h2", "h2", "h2", "h2"]
    assert tags.count("main") == 1


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_stays_text(tables: TableFolder, payload: str) -> None:
    plain = read_corpus(tables.root)
    corpus = hostile(plain, payload)
    source, target = (
        next(key for key in corpus.terms if key.startswith(name))
        for name in ("oxytocin", "bone_formation")
    )
    pages = {
        render_map(corpus, title=payload): render_map(plain, title="x"),
        paths_page(corpus, source, target, payload): paths_page(
            plain, "oxytocin", "bone_formation", "x"
        ),
    }

    for html, harmless in pages.items():
        parsed = Parsed(html)
        outside = html.replace(parsed.data, "")
        assert payload in json.loads(parsed.data)["details"]["terms"]["n0"]["note"]
        assert "<" not in parsed.data
        assert payload not in outside
        assert escape(payload).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in outside
        assert [tag for tag, _ in parsed.tags] == [tag for tag, _ in Parsed(harmless).tags]


def test_no_text_of_a_table_is_a_key_of_the_drawing(tables: TableFolder) -> None:
    corpus: Corpus = hostile(read_corpus(tables.root), PAYLOADS[0])

    data = json.loads(Parsed(render_map(corpus)).data)

    assert all(re.fullmatch(r"n\d+", node["id"]) for node in data["nodes"])
    assert all(re.fullmatch(r"e\d+", edge["id"]) for edge in data["edges"])
    assert {key[0] for part in ("terms", "claims", "lines") for key in data["details"][part]} == {
        "n",
        "c",
        "e",
    }
    assert not [node for node in data["nodes"] + data["edges"] if "title" in node]


def test_our_scripts_never_turn_text_into_markup() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser"
    )

    for name in page.SCRIPTS:
        assert not forbidden.search((page.FOLDER / name).read_text(encoding="utf-8"))
