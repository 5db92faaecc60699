"""Paths, claims and terms as people read them: nothing lost, too wide or taken for markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from corpora import corpus_of, drawn, row, traced
from hostile import PAYLOADS
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.answers import Mechanisms
from kg.knowledge import KnowledgeBase
from kg.paths import PathQuery, Paths
from kg.views.cards import claim_card, table_text, term_card, term_list
from kg.views.evidence import WIDTH, context_words, evidence_words, place
from kg.views.paths import COLUMNS, PathsView

if TYPE_CHECKING:
    from kg.model import Claim, Corpus

CORPUS = kg.load().corpus
TERMS = sorted(CORPUS.terms)
BETWEEN = PathQuery(("a",), ("b",))
MARKDOWN_PAYLOADS = (
    *PAYLOADS,
    "a|b|c",
    "[here](javascript:alert(1))",
    "![](https://attacker.example/x.png)",
    "<https://attacker.example/>",
    "`code` *strong* _weak_ ~~gone~~ $x$",
    "\\|",
    "&lt;b&gt;",
)


class Tags(HTMLParser):
    """Collect the tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags |= {tag, *(name for name, _ in attrs)}

    def handle_data(self, data: str) -> None:
        self.text += data


def labelled(payload: str) -> tuple[Corpus, Paths]:
    """Put a payload into every text that a path shows."""
    corpus = corpus_of(
        [row("a", "->", "b"), row("b", "-|", "c", site="s"), row("b", "-|", "c", outcome="opposes")]
    )

    def spoilt(claim: Claim) -> Claim:
        return replace(
            claim,
            evidence=tuple(
                replace(piece, source=payload, context=replace(piece.context, model=(payload,)))
                for piece in claim.evidence
            ),
        )

    corpus = replace(
        corpus,
        terms={name: replace(term, label=payload) for name, term in corpus.terms.items()},
        claims={key: spoilt(claim) for key, claim in corpus.claims.items()},
    )
    return corpus, traced(corpus, "a", "c")


def found(source: str, target: str, *, k: int = 10, steps: int = 10**6) -> Paths:
    return traced(CORPUS, source, target, k=k, steps=steps)


@settings(max_examples=60)
@given(st.sampled_from(list(permutations(TERMS, 2))))
def test_no_line_of_an_outline_is_wider_than_79_characters(ends: tuple[str, str]) -> None:
    outline = PathsView(CORPUS, found(*ends, k=3, steps=20_000)).outline()

    assert max(map(len, outline.splitlines())) <= WIDTH


def test_a_long_heading_is_wrapped() -> None:
    corpus = drawn("a -> b")
    terms = {key: replace(term, label="word " * 15 + key) for key, term in corpus.terms.items()}

    outline = PathsView(replace(corpus, terms=terms), traced(corpus, "a", "b")).outline()

    assert max(map(len, outline.splitlines())) <= WIDTH


def test_an_outline_tells_each_hop_its_claims_and_their_evidence() -> None:
    assert PathsView(CORPUS, found("norepinephrine", "bone_loss", k=1)).outline() == (
        "norepinephrine → bone loss: the best path; there are more\n"
        "\n"
        "1. net +, weak (0.045)   norepinephrine ─+→ bone loss\n"
        "\n"
        "   The sources say that norepinephrine decreases bone mass (bonekey 83-86). The\n"
        "   mechanism is weak: it rests on statements alone. No hop has evidence in\n"
        "   people.\n"
        "\n"
        "   • norepinephrine decreases bone mass\n"
        "       asserted; statement; bonekey 83-86\n"
    )


def test_what_speaks_against_a_hop_follows_it() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "b"),
            row("a", "->", "b", outcome="opposes", lines="2-2"),
            row("a", "-|", "b", lines="3-3"),
            row("a", "no_effect_on", "b", outcome="null", lines="4-4"),
        ]
    )

    [up] = traced(corpus, "a", "b", sign=kg.Sign.UP).found
    outline = PathsView(corpus, Paths(BETWEEN, (up,))).outline()
    assert outline.partition("source 1-1\n")[2] == (
        "   ✗ against: a decreases b\n"
        "       asserted; intervention; source 3-3\n"
        "   ✗ against: a increases b\n"
        "       opposes it; asserted; intervention; source 2-2\n"
        "   ✗ against: a has no effect on b\n"
        "       nothing found; asserted; intervention; source 4-4\n"
    )


def test_what_speaks_against_two_claims_of_a_hop_is_told_once() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "b"),
            row("a", "->", "b", site="s", lines="2-2"),
            row("a", "no_effect_on", "b", outcome="null", lines="3-3"),
        ]
    )

    outline = PathsView(corpus, traced(corpus, "a", "b")).outline()
    assert outline.count("nothing found") == 1


def test_hops_of_a_longer_path_are_set_apart() -> None:
    corpus = drawn("a -> b -| c")

    outline = PathsView(corpus, traced(corpus, "a", "c")).outline()
    assert outline.splitlines()[2:] == [
        "1. net −, weak (0.032)   a ─+→ b ─−→ c",
        "",
        "   The sources say that a increases b (source 1-1); that b decreases c (source",
        "   2-2); so by these steps a would lower c. The mechanism is weak: its weakest",
        "   hop, a → b, rests on experiments on animals. No hop has evidence in people.",
        "",
        "   • a increases b",
        "       asserted; intervention; source 1-1",
        "",
        "   • b decreases c",
        "       asserted; intervention; source 2-2",
    ]


@pytest.mark.parametrize(
    ("count", "more", "exhausted", "line"),
    [
        (0, False, False, "a → b: no path"),
        (1, False, False, "a → b: 1 path"),
        (2, False, False, "a → b: 2 paths"),
        (1, True, False, "a → b: the best path; there are more"),
        (2, True, False, "a → b: the best 2 paths; there are more"),
        (0, False, True, "a → b: no path; the search stopped at its limit, there may be more"),
        (1, False, True, "a → b: 1 path; the search stopped at its limit, there may be more"),
    ],
)
def test_the_heading_says_whether_these_are_all_paths(
    count: int,
    more: bool,  # noqa: FBT001 - a table
    exhausted: bool,  # noqa: FBT001 - a table
    line: str,
) -> None:
    corpus = drawn("a -> b")
    [path] = traced(corpus, "a", "b").found

    assert PathsView(corpus, Paths(BETWEEN, (path,) * count, more, exhausted)).summary() == line


@pytest.mark.parametrize("payload", MARKDOWN_PAYLOADS)
def test_nothing_in_markdown_is_taken_for_markup(payload: str) -> None:
    corpus, paths = labelled(payload)

    plain = re.sub(r"\\[\\`*_\[\]<>|&~#$]", "", PathsView(corpus, paths).markdown())
    without_frame = re.sub(
        r"^   \| | \| | \|$|^   \| --- \| --- \|$", "", plain, flags=re.MULTILINE
    )
    assert not re.findall(r"[\\`*_\[\]<>|&~#$]", without_frame)


@pytest.mark.parametrize("payload", MARKDOWN_PAYLOADS)
def test_markdown_says_all_that_the_text_says(payload: str) -> None:
    corpus, paths = labelled(payload)

    assert re.sub(r"\\(.)", r"\1", PathsView(corpus, paths).markdown()).count(payload) == (
        to_outline_unwrapped(corpus, paths).count(payload)
    )


def to_outline_unwrapped(corpus: Corpus, paths: Paths) -> str:
    """Say what a Markdown page says, from the records."""
    [path] = paths.found
    ends = [PathsView(corpus, paths).summary(), *(corpus.label(term) for term in path.terms)]
    [record] = PathsView(corpus, paths).records()
    ends.append(record["reading"])
    for hop in record["hops"]:
        for piece in (*hop["for"], *hop["against"]):
            ends += [piece["text"], *piece["model"], piece["source"]]
    return "\n".join(ends)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_a_table_for_notebooks_is_taken_for_markup(payload: str) -> None:
    corpus, paths = labelled(payload)
    page = Tags()

    page.feed(Mechanisms(corpus, paths)._repr_html_())

    table = {"table", "caption", "thead", "tbody", "tr", "th", "td", "style"}
    assert page.tags == table | {"iframe", "sandbox", "srcdoc", "title"}
    assert payload in page.text


def test_a_table_for_notebooks_has_one_row_for_each_piece_of_evidence() -> None:
    paths = found("SSRI", "bone_mass", k=5)

    table = Mechanisms(CORPUS, paths)._repr_html_()
    assert table.count("<tr>") == 1 + len(PathsView(CORPUS, paths).rows()[1])
    assert table.count(". net ") == len(paths.found)


def test_every_row_fills_the_columns() -> None:
    rows = PathsView(CORPUS, found("SSRI", "bone_mass")).rows()[1]

    assert {len(cells) for cells in rows} == {len(COLUMNS)}
    assert {type(cell) for cells in rows for cell in cells} == {str}


def test_no_cell_of_a_row_holds_a_tab_or_a_line_feed() -> None:
    rows = PathsView(CORPUS, found("SSRI", "bone_mass", k=50)).rows()[1]

    assert not [cell for cells in rows for cell in cells if re.search(r"[\t\n\r]", cell)]


def test_records_and_rows_hold_the_same_evidence() -> None:
    paths = found("chronic_mild_stress", "bone_loss")
    at = {name: COLUMNS.index(name) for name in ("claim", "speaks", "lines")}

    from_rows = [
        tuple(cells[place] for place in at.values()) for cells in PathsView(CORPUS, paths).rows()[1]
    ]
    assert from_rows == [
        (piece["claim"], speaks, piece["lines"])
        for record in PathsView(CORPUS, paths).records()
        for hop in record["hops"]
        for speaks in ("for", "against")
        for piece in hop[speaks]
    ]


def test_evidence_without_lines_shows_its_study_alone() -> None:
    background = {"basis": "background", "study": "paper", "source": "", "lines": ""}
    corpus = corpus_of([row("a", "->", "b", **background)])
    [claim] = corpus.claims.values()

    assert place(corpus, claim.evidence[0]) == "paper"
    assert evidence_words(corpus, claim.evidence[0]) == "asserted; background; paper"


@pytest.mark.parametrize(
    ("context", "words"),
    [
        (kg.model.Context(), []),
        (kg.model.Context(sex=("female", "male"), species=("rat",)), ["female/male rat"]),
        (kg.model.Context(stage=("young_adult",)), ["young adult"]),
        (kg.model.Context(model=("Oxtr_fl/fl",), dose=("1 mg",)), ["Oxtr_fl/fl", "1 mg"]),
    ],
)
def test_what_evidence_was_seen_in_is_told_in_words(
    context: kg.model.Context, words: list[str]
) -> None:
    assert context_words(context) == words


def test_a_term_is_shown_with_all_that_its_tables_say() -> None:
    corpus = CORPUS
    shown = term_card(corpus, corpus.terms["bone_loss"])

    assert "  opposite  bone mass\n" in shown
    for claim in corpus.claims_about("bone_loss"):
        assert re.search(rf"^{claim.id} ", shown, re.MULTILINE)


def test_a_term_is_shown_with_its_pools_and_synonyms() -> None:
    shown = term_card(CORPUS, CORPUS.terms["oxytocin"])

    assert "  pools     administered oxytocin, circulating oxytocin, local oxytocin\n" in shown
    assert "  public    CHEBI:7872 (exact: oxytocin)\n" in shown


def test_a_term_without_a_public_name_says_so() -> None:
    corpus = drawn("a -> b")

    assert "  public    none fits\n" in term_card(corpus, corpus.terms["a"])


def test_a_note_on_a_term_is_shown() -> None:
    assert "  note      The class; the sources name no subtype.\n" in term_card(
        CORPUS, CORPUS.terms["ADRB"]
    )


def test_a_claim_is_shown_with_its_notes_and_what_speaks_against_it() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "b", note="Seen twice."),
            row("a", "->", "b", outcome="opposes", lines="2-2"),
            row("a", "no_effect_on", "b", outcome="null", lines="3-3", note="Too few."),
        ]
    )
    claim = next(claim for claim in corpus.claims.values() if claim.predicate == "increases")
    null = next(claim for claim in corpus.claims.values() if claim.predicate == "no_effect_on")

    assert claim_card(corpus, claim) == (
        "a increases b\n"
        f"  claim     {claim.id}\n"
        "  sign      +\n"
        "  strength  contested, 0.1476\n"
        "  told in   main\n"
        "\n"
        "  • asserted; intervention; source 1-1\n"
        "    Seen twice.\n"
        "\n"
        f"  ✗ against: a increases b [{claim.id}]\n"
        "  • opposes it; asserted; intervention; source 2-2\n"
        "\n"
        f"  ✗ against: a has no effect on b [{null.id}]\n"
        "  • nothing found; asserted; intervention; source 3-3\n"
        "    Too few.\n"
    )


def test_a_null_claim_has_the_sign_nought() -> None:
    corpus = drawn("a no_effect_on b", outcome="null")
    [claim] = corpus.claims.values()

    assert "  sign      0\n" in claim_card(corpus, claim)
    assert re.search(r" 0 +1 null$", term_card(corpus, corpus.terms["a"]), re.MULTILINE)


def test_every_claim_can_be_shown_within_79_characters() -> None:
    assert [
        line
        for claim in CORPUS.claims.values()
        for line in claim_card(CORPUS, claim).splitlines()
        if len(line) > WIDTH
    ] == []


def test_identifiers_are_never_broken_in_the_list_of_terms() -> None:
    listed = term_list(CORPUS, width=60)

    for term in CORPUS.terms:
        assert re.search(rf"^  {re.escape(term)} ", listed, re.MULTILINE)


@pytest.mark.parametrize("width", [20, 60, 140])
def test_a_table_keeps_to_its_width(width: int) -> None:
    text = table_text(("one", "two"), [("word " * 30, "x" * 200)], width=width)

    assert max(map(len, text.splitlines())) <= width
    assert text.count("x") == 200


def test_a_cell_is_no_markup_and_an_empty_one_is_blank() -> None:
    assert table_text(("[b]a", "b"), [("[red]x[/red]", None), (":smile:", "y")]) == (
        "[b]a          b\n[red]x[/red]\n:smile:       y\n"
    )


def test_a_table_without_rows_is_its_head() -> None:
    assert table_text(("a", "b"), []) == "a  b\n"


def test_a_map_of_what_was_not_found_still_opens() -> None:
    page = KnowledgeBase(drawn("a -> b, c -> d")).paths("a", "d").map()

    assert page.html.startswith("<!DOCTYPE html>")
