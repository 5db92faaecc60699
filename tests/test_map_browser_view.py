"""What the map shows: facets, toggles, neighbours, and the address that keeps it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser import wait_until
from corpora import ROOT, corpus_of, drawn, row
from hostile import PAYLOADS

from kg.model import Questions, is_edge
from kg.strength import Rung, judge_claim
from kg.tables import read_corpus
from kg.views.map import render_map

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser import Opened

    from kg.model import Corpus

pytestmark = pytest.mark.browser

FACETS = ["tier", "sign", "type", "mechanism", "species", "sex", "basis", "certainty", "source"]


@pytest.fixture(scope="module")
def curated() -> Corpus:
    return read_corpus(ROOT)


@pytest.fixture(scope="module")
def whole(curated: Corpus) -> str:
    return render_map(curated)


def mixed() -> str:
    """Draw claims seen in mice and in people, in one sex, in both and in none that is said."""
    seen = [
        ("a", "->", "b", "mouse", "female"),
        ("a", "->", "c", "human", "female"),
        ("b", "-|", "c", "mouse", "male"),
        ("c", "->", "d", "human", "female|male"),
        ("d", "->", "e", "", ""),
    ]
    rows = [
        row(start, sign, end, lines=f"{at}-{at}", species=species, sex=sex)
        for at, (start, sign, end, species, sex) in enumerate(seen, start=1)
    ]
    # One claim, seen in female rats and in male mice: never in a male rat.
    rows += [
        row("e", "->", "a", lines="7-7", species="rat", sex="female"),
        row("e", "->", "a", lines="8-8", species="mouse", sex="male"),
    ]
    return render_map(corpus_of(rows))


def choose(opened: Opened, facet: str, *values: str) -> None:
    """Open a facet and check some of its boxes, by mouse."""
    opened.page.click("#tab-filter")
    title = opened.page.locator("#facets details").nth(FACETS.index(facet))
    title.locator("summary").click()
    for value in values:
        title.locator(f"label:has(.words:text-is('{value}')) input").check()


def counts(opened: Opened, facet: str) -> dict[str, int]:
    code = (
        "[...document.querySelectorAll('#facets details')[given[0]].querySelectorAll('label')]"
        ".map((label) => [label.querySelector('.words').textContent,"
        "                 Number(label.querySelector('.count').textContent)])"
    )
    return dict(opened.run(code, FACETS.index(facet)))


def test_a_facet_narrows_lines_boxes_rows_and_counts(shown: Callable[..., Opened]) -> None:
    opened = shown(mixed())

    choose(opened, "species", "human")

    assert opened.text("#counts") == "3 terms and 2 of 6 claims shown."
    assert opened.hidden("edges") == 4
    assert opened.hidden("nodes") == 2
    assert opened.page.locator("#rows tr:visible").count() == 2
    assert counts(opened, "species") == {"mouse": 3, "human": 2, "rat": 1, "not stated": 1}
    assert counts(opened, "sex") == {"female": 2, "male": 1, "not stated": 0}
    assert opened.text("#tab-filter") == "Filter (1)"


def test_values_of_one_facet_add_and_facets_must_hold_in_one_piece_of_evidence(
    shown: Callable[..., Opened],
) -> None:
    opened = shown(mixed())

    choose(opened, "species", "rat", "human")
    both = opened.text("#counts")
    choose(opened, "sex", "male")

    assert both.endswith("3 of 6 claims shown.")
    assert opened.text("#counts").endswith("2 terms and 1 of 6 claims shown.")


def test_every_count_is_that_of_the_claims_one_would_see(
    shown: Callable[..., Opened], whole: str
) -> None:
    opened = shown(whole, fragment="#species=human")
    expected = counts(opened, "basis")

    for basis, number in expected.items():
        opened.run(f"{{ location.hash = '#species=human&basis={basis}'; }}")
        wait_until(opened.page, f"boneMap.state.facets.get('basis')?.has('{basis}')")
        assert opened.run("boneMap.view.entries.size") == number


def test_the_facets_name_all_that_the_claims_hold(
    shown: Callable[..., Opened], curated: Corpus, whole: str
) -> None:
    opened = shown(whole)

    pieces = [piece for claim in curated.claims.values() for piece in claim.evidence]
    named = {facet: set(counts(opened, facet)) for facet in FACETS}

    assert named["basis"] == {piece.basis.replace("_", " ") for piece in pieces}
    assert named["mechanism"] == {piece.mechanism.replace("-", " ") for piece in pieces}
    assert named["source"] == {curated.sources[piece.source].title for piece in pieces}
    assert sum(counts(opened, "tier").values()) == len(curated.claims)
    assert sum(counts(opened, "sign").values()) == len(curated.claims)


def test_contradictions_and_gaps_are_those_of_the_model(
    shown: Callable[..., Opened], curated: Corpus, whole: str
) -> None:
    opened = shown(whole)
    questions = Questions(curated)
    claims = curated.claims.values()
    hops = [claim for claim in claims if is_edge(claim) and curated.predicate(claim).causal]
    contested = [claim for claim in claims if questions.against(claim)]
    inhuman = [
        claim
        for claim in hops
        if judge_claim(curated, claim, questions=questions).rung > Rung.HUMAN_ASSOCIATION
    ]

    opened.page.click("#tab-filter")
    for at, expected in enumerate((contested, inhuman)):
        opened.page.locator("#only input").nth(at).check()
        visible = opened.run("[...boneMap.view.entries].map((key) => boneMap.entries.get(key).id)")
        assert sorted(visible) == sorted(claim.id for claim in expected)
        opened.page.click("#unfilter")


def test_hops_seen_in_one_sex_can_be_picked_out(shown: Callable[..., Opened]) -> None:
    opened = shown(mixed())

    opened.page.click("#tab-filter")
    opened.page.locator("#only input").nth(2).check()

    visible = opened.page.locator("#rows tr:visible td:first-child").all_inner_texts()
    assert visible == ["a", "a", "b"]


def test_facets_are_reached_and_set_from_the_keyboard(shown: Callable[..., Opened]) -> None:
    opened = shown(mixed())
    keyboard = opened.page.keyboard

    opened.tab_to("#tab-details")
    keyboard.press("ArrowRight")
    opened.tab_to("#only input")
    opened.tab_to("#facets details:nth-child(5) summary")
    keyboard.press("Enter")
    opened.tab_to("#facets details:nth-child(5) input")
    keyboard.press("Space")

    assert opened.text("#counts").endswith("3 of 6 claims shown.")
    assert opened.fragment == "#species=mouse"


def test_a_line_is_as_strong_as_the_best_of_its_claims_that_are_shown(
    shown: Callable[..., Opened],
) -> None:
    rows = [
        row("a", "->", "b", site="x"),
        row("a", "->", "b", site="y", lines="2-2", basis="speculation"),
    ]
    opened = shown(render_map(corpus_of(rows)))
    dashes = "boneMap.canvas.edges.get()[0].dashes"
    before = opened.run(dashes)

    choose(opened, "basis", "speculation")

    styles = opened.run("boneMap.details.styles")
    assert before == styles["weak"]["dashes"]
    assert opened.run(dashes) == styles["speculative"]["dashes"]


def test_neighbours_are_shown_alone_added_and_taken_away(shown: Callable[..., Opened]) -> None:
    opened = shown(render_map(drawn("a -> b -> c -> d -> e")))
    visible = "[...boneMap.view.terms].map((key) => boneMap.terms.get(key).label).sort().join('')"

    opened.click_between("b")
    opened.page.click("text=Only its neighbours")
    alone = opened.run(visible)
    opened.search("c")
    opened.page.click("text=Add its neighbours")
    added = opened.run(visible)
    opened.page.click("text=Take its neighbours away")
    less = opened.run(visible)
    opened.page.click("text=Show all terms")

    assert (alone, added, less, opened.run(visible)) == ("abc", "abcd", "abc", "abcde")
    assert opened.hidden("nodes") == 0


def test_the_keyboard_goes_from_box_to_box_and_opens_one(shown: Callable[..., Opened]) -> None:
    opened = shown(render_map(drawn("a -> b -> c")))
    keyboard = opened.page.keyboard

    opened.tab_to("#cursor")
    labels = [opened.page.get_attribute("#cursor", "aria-label")]
    for _ in range(2):
        keyboard.press("ArrowDown")
        labels.append(opened.page.get_attribute("#cursor", "aria-label"))
    keyboard.press("ArrowUp")
    keyboard.press("Enter")

    assert len(set(labels)) == 3
    assert all("hormone: " in (label or "") for label in labels)
    assert opened.heading == (labels[1] or "").partition(",")[0]


def test_every_box_of_the_curated_map_is_reached_by_arrow_keys(
    shown: Callable[..., Opened], whole: str
) -> None:
    opened = shown(whole)
    opened.page.focus("#cursor")

    reached = opened.run("""{
      const { mark, stand, key } = boneMap.cursor;
      const found = new Set([key()]);
      const waiting = [key()];
      for (const from of waiting) {
        for (const way of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
          stand(from);
          mark.dispatchEvent(new KeyboardEvent("keydown", { key: way }));
          if (!found.has(key())) { found.add(key()); waiting.push(key()); }
        }
      }
      return found.size; }""")

    assert reached == opened.run("boneMap.drawn.size")


def test_the_mark_of_the_keyboard_stands_on_its_box(shown: Callable[..., Opened]) -> None:
    opened = shown(render_map(drawn("a -> b")))

    opened.page.focus("#cursor")
    mark, stage = (opened.page.locator(name).bounding_box() for name in ("#cursor", "#canvas"))
    spot = opened.run(
        "{ const { network } = boneMap.canvas; const key = boneMap.cursor.key();"
        "  return network.canvasToDOM(network.getPositions([key])[key]); }"
    )

    assert mark
    assert stage
    assert mark["x"] + mark["width"] / 2 == pytest.approx(stage["x"] + spot["x"], abs=3)
    assert mark["y"] + mark["height"] / 2 == pytest.approx(stage["y"] + spot["y"], abs=3)


def test_everything_can_be_done_from_the_keyboard(shown: Callable[..., Opened]) -> None:
    opened = shown(render_map(drawn("a -> b -> c")))
    keyboard = opened.page.keyboard

    opened.tab_to("#rows button")
    keyboard.press("Enter")
    of_row = opened.heading
    keyboard.press("Tab")
    keyboard.press("Enter")
    of_term = opened.heading
    keyboard.press("Escape")

    assert "→" in of_row
    assert of_term in of_row
    assert opened.heading == "Details"


def test_the_address_keeps_the_view_for_another_tab(
    shown: Callable[..., Opened], whole: str
) -> None:
    opened = shown(whole)
    choose(opened, "sex", "female")
    opened.page.locator("#only input").nth(1).check()
    opened.search("oxytocin receptor")
    opened.page.click("text=Only its neighbours")
    fragment, counted, heading = opened.fragment, opened.text("#counts"), opened.heading

    other = shown(whole, fragment=fragment)
    other.page.reload()
    wait_until(other.page, "boneMap.isReady")

    assert fragment == "#sex=female&only=inhuman&focus=OXTR&term=OXTR"
    assert (other.text("#counts"), other.heading) == (counted, heading)
    assert other.lit() == opened.lit()
    assert other.fragment == fragment


def test_the_address_keeps_a_claim_and_a_question_with_the_path_that_is_lit(
    shown: Callable[..., Opened],
) -> None:
    html = render_map(drawn("a -> b -| c, a -> c"))
    opened = shown(html, fragment="#from=a&to=c&effect=down&hops=3&paths=7&within=1&lit=p1")
    asked = opened.fragment, opened.lit(), opened.page.input_value("#many")
    opened.page.click("#answer li li button")
    of_claim = opened.fragment

    other = shown(html, fragment=of_claim)

    assert asked == (
        "#from=a&to=c&effect=down&hops=3&paths=7&within=1&lit=p1",
        ["a", "b", "c"],
        "7",
    )
    assert other.heading == "a → b"
    assert "claim=" in of_claim


def test_a_new_fragment_in_the_same_tab_is_followed(shown: Callable[..., Opened]) -> None:
    opened = shown(render_map(drawn("a -> b")), fragment="#term=a")

    opened.run("{ location.hash = '#term=b'; }")
    wait_until(
        opened.page, "boneMap.state.term && boneMap.byId('panel-heading').textContent === 'b'"
    )

    assert opened.heading == "b"


def test_reset_empties_the_address_and_shows_everything(shown: Callable[..., Opened]) -> None:
    opened = shown(mixed(), fragment="#species=human&term=a&focus=a&from=a&to=b")

    opened.page.click("#reset")

    assert opened.fragment in {"", "#"}
    assert opened.text("#counts") == "5 terms and 6 of 6 claims shown."
    assert opened.hidden("edges") == opened.hidden("nodes") == 0
    assert opened.page.locator("#facets input:checked, #only input:checked").count() == 0


@pytest.mark.parametrize(
    "fragment",
    [
        "term=gone&claim=gone&focus=gone&species=gone&only=gone&lit=p99",
        "from=a&to=gone&hops=999&paths=-1&effect=__proto__",
        "from=a&to=b&hops=999&paths=0&effect=sideways&lit=p99",
        "term=__proto__&claim=constructor&focus=toString&sex=__proto__",
        "%E0%A4%A&%&=&&&==&%00=%00",
        "species=" + "x" * 20_000,
        "lit=given1&lit=p1",
        *(f"term={payload}&species={payload}&lit={payload}" for payload in PAYLOADS[::3]),
    ],
)
def test_a_hostile_or_outdated_address_shows_the_whole_map(
    shown: Callable[..., Opened], fragment: str
) -> None:
    opened = shown(render_map(drawn("a -> b -> c")), fragment=f"#{fragment}")

    opened.page.click("#closer")

    assert opened.text("#counts") == "3 terms and 2 of 2 claims shown."
    assert opened.hidden("edges") == 0
