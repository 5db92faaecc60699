"""The map: what its lines mean, and what they rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from corpora import TableFolder, corpus_of, drawn, row, traced

from kg.errors import LimitError
from kg.model import Questions, Sign
from kg.paths import Link, PathIndex, PathQuery, Scope, Walk, find_paths
from kg.reasoning.loops import find_loops
from kg.strength import Tier, judge_claim
from kg.tables import read_corpus
from kg.views.map import book
from kg.views.map.curves import inside
from kg.views.map.details import Kind
from kg.views.map.drawing import draw_map, draw_paths
from kg.views.map.lanes import LANES, lane_of
from kg.views.map.marks import LINK, STYLES
from kg.views.map.svg import to_svg

if TYPE_CHECKING:
    from kg.model import Claim, Corpus


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
            row("a", "->", "b", site="x", certainty="open"),
            row("a", "->", "b", site="y", lines="2-2", study="s", species="rat"),
            row("a", "-|", "b", lines="3-3", basis="speculation"),
        ]
    )

    lines = draw_map(corpus, title="").lines

    judged = [judge_claim(corpus, claim, questions=Questions(corpus)) for claim in claims(corpus)]
    best = min(judged, key=lambda each: (each.tier, -each.value))
    assert [(line.kind, line.tier, line.value, len(line.claims)) for line in lines] == [
        (Kind.MINUS, Tier.SPECULATIVE.word, judged[0].value, 1),
        (Kind.PLUS, best.tier.word, best.value, 2),
    ]


def claims(corpus: Corpus) -> list[Claim]:
    return list(corpus.claims.values())


@pytest.mark.parametrize(
    ("cells", "standing"),
    [
        ({}, "asserted"),
        ({"certainty": "suggested"}, "suggested"),
        ({"certainty": "open"}, "open"),
        ({"basis": "speculation"}, "speculation"),
        ({"outcome": "opposes"}, "evidence against only"),
        ({"predicate": "associated_with", "basis": "association"}, "association only"),
        ({"predicate": "no_effect_on", "outcome": "null"}, "no effect seen"),
    ],
)
def test_what_is_no_edge_says_why(cells: dict[str, str], standing: str) -> None:
    corpus = corpus_of([row("a", cells.get("predicate", "->"), "b") | cells])

    [claim] = draw_map(corpus, title="").claims

    assert claim.standing == standing


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
    assert "has evidence against it" in to_svg(sketch)


def test_a_term_that_is_only_a_site_can_be_found_but_has_no_box() -> None:
    corpus = corpus_of([row("a", "->", "b", site="femur")])

    sketch = draw_map(corpus, title="")

    assert len(sketch.layout.boxes) == 2
    [femur] = [term for term in sketch.terms if term.label == "femur"]
    assert femur.sited == ("c0",)


def test_evidence_tells_its_context_with_what_the_study_adds(tables: TableFolder) -> None:
    corpus = read_corpus(tables.root)

    pieces = [
        piece
        for claim in draw_map(corpus, title="").claims
        for piece in claim.evidence
        if piece.study == "Tamma 2009"
    ]

    assert (pieces[0].species, pieces[0].sex) == (("mouse",), ("female",))
    assert pieces[0].source == "A review of bone"
    assert pieces[0].doi == corpus.studies["tamma"].doi


@pytest.mark.parametrize(
    "doi", ["", "javascript:alert(1)", "10.1/short", "10.1234/a b", "x10.1234/a"]
)
def test_a_doi_of_another_form_is_not_linked(tables: TableFolder, doi: str) -> None:
    corpus = read_corpus(tables.root)
    studies = {key: replace(study, doi=doi) for key, study in corpus.studies.items()}

    sketch = draw_map(replace(corpus, studies=studies), title="")

    assert {piece.doi for claim in sketch.claims for piece in claim.evidence} == {""}


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


def test_a_step_that_is_no_claim_is_a_line_of_its_own() -> None:
    corpus = drawn("a -> b, b -> c")
    level = "knowledge_assertion"
    own = Link("edge 0", "a", "shakes_up", "b", Sign.UP, causal=True, level=level, origin="a pilot")
    found = find_paths(PathIndex(corpus, [own]), PathQuery(("a",), ("c",))).found

    sketch = draw_paths(corpus, found, title="", words="")

    kinds = {line.tier == LINK: line for line in sketch.lines if line.start == "n0"}
    assert (kinds[True].links, kinds[True].claims) == (("l0",), ())
    assert (kinds[False].links, kinds[False].claims) == ((), ("c0",))
    assert [(link.sentence, link.origin) for link in sketch.links] == [("a shakes up b", "a pilot")]
    assert [len(trail.lines) for trail in sketch.trails] == [3]


def test_paths_that_differ_in_a_sign_alone_follow_different_lines() -> None:
    corpus = drawn("a -> b, a -| b, b -> c")

    sketch = draw_paths(corpus, traced(corpus, "a", "c").found, title="", words="")

    kinds = {line.key: line.kind for line in sketch.lines}
    followed = {trail.sign: kinds[trail.lines[0]] for trail in sketch.trails}
    assert followed == {"+": Kind.PLUS, "−": Kind.MINUS}


def test_a_step_of_structure_is_drawn_as_a_link() -> None:
    corpus = corpus_of([row("a", "->", "b"), row("b", "part_of", "c"), row("c", "->", "d")])
    scope = Scope(walks=frozenset({Walk.CAUSAL, Walk.STRUCTURE}))
    found = find_paths(PathIndex(corpus), PathQuery(("a",), ("d",), scope=scope)).found

    sketch = draw_paths(corpus, found, title="", words="")

    assert [line.tier == LINK for line in sketch.lines] == [False, True, False]
    assert STYLES[LINK].words in to_svg(sketch)


def test_a_loop_ends_at_the_box_where_it_starts_and_its_way_back_can_be_seen() -> None:
    corpus = drawn("a -> b -> c -> a")
    found = find_loops(PathIndex(corpus), PathQuery((), ())).found

    sketch = draw_paths(corpus, found, title="", words="")

    [trail] = sketch.trails
    assert trail.words == "a → b → c → a"
    assert trail.boxes[0] == trail.boxes[-1]
    place = {box.id: box for box in sketch.layout.boxes}
    back = next(line for line in sketch.lines if place[line.start].x > place[line.end].x)
    passed = next(box for box in place.values() if box.id not in {back.start, back.end})
    assert not inside(passed, back.curve.at(0.5))


def test_two_claims_that_answer_each_other_are_two_lines_apart() -> None:
    corpus = drawn("a -> b -> a")
    sketch = draw_map(corpus, title="")

    there, back = (line.curve.at(0.5) for line in sketch.lines)

    assert abs(there[0] - back[0]) + abs(there[1] - back[1]) >= 10


def test_paths_over_too_many_terms_are_refused_politely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MOST_BOXES", 2)
    corpus = drawn("a -> b -> c")

    with pytest.raises(LimitError, match="3 terms are too many to draw: ask for fewer paths"):
        draw_paths(corpus, traced(corpus, "a", "c").found, title="", words="")


def test_a_claim_that_was_tested_in_the_other_sex_without_effect_is_no_gap() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "b", sex="female"),
            row("a", "no_effect_on", "b", outcome="null", lines="2-2", sex="male"),
        ]
    )

    [shown] = (
        claim for claim in draw_map(corpus, title="").claims if claim.relation == "increases"
    )

    assert (shown.sexes, shown.tested) == (("female",), ("female", "male"))
