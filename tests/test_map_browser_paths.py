"""The path finder inside the page: it answers as the search in Python does, and can be used."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from corpora import ROOT, corpus_of, drawn, row, traced

from kg.answers import Mechanisms
from kg.model import Sign
from kg.paths import PathIndex, PathQuery, find_paths
from kg.tables import read_corpus
from kg.views.map import render_map

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser import Opened

    from kg.model import Corpus

pytestmark = pytest.mark.browser

FIND = """{
  const [from, to, sign, longest, many, steps] = given;
  const key = (id) => [...boneMap.terms.values()].find((term) => term.id === id).key;
  const question = { from: key(from), to: key(to), sign, longest, many };
  const { found, more, cut } = boneMap.search.find(question, steps ? { steps } : {});
  const paths = found.map(({ terms, sign, tier, value }) => [
    terms.map((key) => boneMap.terms.get(key).id), sign, tier, value]);
  return [paths, more, cut];
}"""
QUESTIONS = [
    ("SSRI", "bone_mass"),
    ("SSRI", "bone_loss"),
    ("oxytocin", "BMP2"),
    ("oxytocin", "bone_formation"),
    ("chronic_mild_stress", "bone_loss"),
    ("serotonin", "bone_mass"),
    ("estrogen", "osteoporosis"),
    ("osteoblast", "oxytocin"),
    ("bone_mass", "bone_loss"),
]
SIGNS = {Sign.UP: "up", Sign.DOWN: "down", Sign.UNKNOWN: "unknown", None: ""}


@pytest.fixture(scope="module")
def curated() -> Corpus:
    return read_corpus(ROOT)


def in_python(index: PathIndex, query: PathQuery) -> list[Any]:
    """Give an answer in the form in which the page gives it."""
    answer = find_paths(index, query)
    paths = [
        [list(path.terms), int(path.sign), int(path.tier), path.value] for path in answer.found
    ]
    return [paths, answer.more or answer.exhausted, answer.exhausted]


def in_page(opened: Opened, query: PathQuery, *, steps: int = 0) -> Any:  # noqa: ANN401
    [source], [target] = query.sources, query.targets
    sign = None if query.sign is None else int(query.sign)
    return opened.run(FIND, source, target, sign, query.longest, query.k, steps)


def nearly(answer: list[Any]) -> list[Any]:
    """Leave aside the last digit of the product of strengths."""
    paths, more, cut = answer
    return [[(*path[:3], pytest.approx(path[3], abs=1.01e-4)) for path in paths], more, cut]


@pytest.mark.parametrize(("source", "target"), QUESTIONS)
def test_the_page_finds_the_paths_that_the_search_finds_on_the_curated_graph(
    shown: Callable[..., Opened], curated: Corpus, source: str, target: str
) -> None:
    index = PathIndex(curated)
    opened = shown(render_map(curated))

    for sign in SIGNS:
        for longest, many in ((1, 5), (3, 50), (5, 10), (6, 50)):
            query = PathQuery((source,), (target,), sign=sign, k=many, longest=longest)
            found = in_page(opened, query)
            found[0] = [tuple(path) for path in found[0]]
            assert found == nearly(in_python(index, query))


@pytest.mark.parametrize("seed", range(12))
def test_the_page_finds_the_paths_that_the_search_finds_on_any_graph(
    shown: Callable[..., Opened], seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - no secret hangs on it
    names = [f"t{at}" for at in range(7)]
    rows = [
        row(
            *random.sample(names, 1),
            random.choice(["->", "-|", "-?"]),
            random.choice(names),
            lines=f"{at + 1}-{at + 1}",
            basis=random.choice(["intervention", "in_vitro", "speculation"]),
            certainty=random.choice(["asserted", "suggested", "open"]),
        )
        for at in range(18)
    ]
    structure = [
        {"subject": "t1", "predicate": "opposite_of", "object": "t2"},
        {"subject": "t3", "predicate": "pool_of", "object": "t4"},
    ]
    corpus = corpus_of([each for each in rows if each["subject"] != each["object"]] + structure)
    opened = shown(render_map(corpus))
    index = PathIndex(corpus)
    known = set(opened.run("[...boneMap.terms.values()].map((term) => term.id)"))

    for source in known:
        for target in known - {source}:
            for sign in SIGNS:
                query = PathQuery((source,), (target,), sign=sign, k=50, longest=6)
                found = in_page(opened, query)
                found[0] = [tuple(path) for path in found[0]]
                assert found == nearly(in_python(index, query))


@pytest.mark.parametrize("steps", [1, 100, 200, 400])
def test_a_search_that_runs_out_of_steps_gives_the_best_it_has_and_says_so(
    shown: Callable[..., Opened], curated: Corpus, steps: int
) -> None:
    opened = shown(render_map(curated))
    query = PathQuery(("oxytocin",), ("bone_mass",), k=50)
    [everything, *_] = in_page(opened, query)

    [found, more, cut] = in_page(opened, query, steps=steps)

    assert more
    assert cut
    assert found == everything[: len(found)]
    assert len(found) < len(everything)


def test_the_page_says_when_a_search_was_cut_short(
    shown: Callable[..., Opened], curated: Corpus
) -> None:
    opened = shown(render_map(curated))
    opened.run(
        "{ const { find } = boneMap.search;"
        "  boneMap.search.find = (asked, options) => find(asked, { ...options, steps: 250 }); }"
    )

    opened.run("{ location.hash = '#from=oxytocin&to=bone_mass'; }")

    opened.page.wait_for_selector("#answer p")
    assert "found before the search was cut short: there may be more." in opened.text("#answer p")


def test_a_question_is_asked_and_its_best_path_is_lit_and_read_out(
    shown: Callable[..., Opened],
) -> None:
    opened = shown(render_map(drawn("a -> b -| c, a -> c, c -> d")))
    page = opened.page

    page.click("#tab-paths")
    page.fill("#from", "a")
    page.fill("#to", "c")
    page.click("#ask button[type=submit]")
    first = opened.lit()
    read = opened.status
    page.click("#answer li button:has-text('a → b → c')")

    assert "2 paths from a to c of at most 6 hops, and no other." in opened.text("#answer")
    assert first == ["a", "c"]
    assert "a → c: raises; weak" in read
    assert opened.lit() == ["a", "b", "c"]
    assert "The sources say that a increases b; b decreases c." in opened.status
    assert "So by these steps a would lower c." in opened.status
    assert page.locator("#answer [aria-expanded=true]").count() == 1


def test_a_question_is_asked_from_the_keyboard_alone(shown: Callable[..., Opened]) -> None:
    opened = shown(render_map(drawn("a -> b -| c, a -> c")))
    keyboard = opened.page.keyboard

    opened.tab_to("#tab-details")
    keyboard.press("ArrowRight")
    keyboard.press("ArrowRight")
    opened.tab_to("#from")
    keyboard.type("a")
    opened.tab_to("#to")
    keyboard.type("c")
    opened.tab_to("#sign")
    keyboard.type("l")
    opened.tab_to("#longest")
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    opened.tab_to("#answer li li button")
    keyboard.press("Enter")

    assert opened.run("boneMap.state.ask.longest") == 5
    assert opened.text("#answer p") == "1 path from a to c of at most 5 hops, and no other."
    assert opened.heading == "a → b"


@pytest.mark.parametrize(
    ("source", "target", "complaint"),
    [("zebra", "c", "No term is called so"), ("a", "b", "2 terms may be meant: choose one")],
)
def test_an_end_that_names_no_term_or_several_is_refused(
    shown: Callable[..., Opened], source: str, target: str, complaint: str
) -> None:
    opened = shown(render_map(drawn("a -> bx, a -> by, by -> c")))
    page = opened.page

    page.click("#tab-paths")
    page.fill("#from", source)
    page.fill("#to", target)
    page.click("#ask button[type=submit]")

    messages = opened.run("['from', 'to'].map((name) => boneMap.byId(name).validationMessage)")
    assert complaint in messages
    assert opened.text("#answer") == ""


def test_no_path_is_said_to_be_no_proof(shown: Callable[..., Opened]) -> None:
    opened = shown(render_map(drawn("a -> b, c -> b")), fragment="#from=a&to=c")

    assert opened.text("#answer").startswith("No path from a to c of at most 6 hops.")


def test_a_search_can_keep_to_the_lines_that_are_shown(shown: Callable[..., Opened]) -> None:
    weak = row("a", "->", "c", lines="9-9", certainty="suggested")
    corpus = corpus_of([weak, row("a", "->", "b"), row("b", "->", "c", lines="2-2")])
    opened = shown(render_map(corpus), fragment="#certainty=asserted&from=a&to=c")
    everywhere = opened.page.locator("#answer ol > li").count()

    opened.page.check("#within")
    opened.page.click("#ask button[type=submit]")

    assert everywhere == 2
    assert opened.page.locator("#answer ol > li").count() == 1
    assert opened.lit() == ["a", "b", "c"]


def test_the_paths_of_a_page_can_be_picked_out(shown: Callable[..., Opened]) -> None:
    corpus = drawn("a -> b -| c, a -> c")
    opened = shown(Mechanisms(corpus, traced(corpus, "a", "c")).map().html)

    opened.page.click("#given button:has-text('a → b → c')")

    assert "a → b → c: lowers; weak" in opened.status
    assert opened.lit() == ["a", "b", "c"]
    bright = "boneMap.canvas.edges.get().filter((e) => e.color.opacity === 1).length"
    assert opened.run(bright) == 2


def test_a_term_offers_to_start_or_to_end_a_path(shown: Callable[..., Opened]) -> None:
    opened = shown(render_map(drawn("a -> b")))
    opened.click_between("b")

    opened.page.click("text=Paths to here")

    assert opened.page.input_value("#to") == "b"
    assert opened.run("document.activeElement.id") == "from"


def test_ends_can_be_swapped(shown: Callable[..., Opened]) -> None:
    opened = shown(render_map(drawn("a -> b")), fragment="#from=a&to=b")

    opened.page.click("#swap")

    assert (opened.page.input_value("#from"), opened.page.input_value("#to")) == ("b", "a")
