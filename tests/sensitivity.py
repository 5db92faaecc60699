"""How much the order of the best paths owes to each weight: the table in `ontology/strength.md`.

`python tests/sensitivity.py --write` refreshes the page; the test beside this file holds that
nothing would change. Each weight is halved and doubled (1 at most), alone, and the same questions
are asked again.
"""

from __future__ import annotations

import sys
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import kg
from kg.paths import PathIndex, PathQuery, find_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Corpus

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "ontology" / "strength.md"
START, END = "<!-- sensitivity -->\n", "<!-- /sensitivity -->"
BEST = 10
WIDTH = 100
QUESTIONS = (
    ("oxytocin", "BMP2"),
    ("oxytocin", "bone_formation"),
    ("oxytocin", "bone_resorption"),
    ("oxytocin", "bone_mass"),
    ("estrogen", "bone_mass"),
    ("ovariectomy", "bone_mass"),
    ("chronic_mild_stress", "bone_loss"),
    ("norepinephrine", "bone_mass"),
    ("depression", "bone_loss"),
    ("SSRI", "bone_mass"),
    ("serotonin", "bone_mass"),
    ("imipramine", "bone_loss"),
)
UNUSED = ("foreign", "step")
"""Parts that weigh steps which no question here walks."""

Order = tuple[tuple[str, ...], ...]


def best(corpus: Corpus) -> list[Order]:
    """List the best paths of each question, each as its terms and signs."""
    index = PathIndex(corpus)
    queries = [PathQuery((source,), (target,), k=BEST) for source, target in QUESTIONS]
    return [
        tuple((*path.terms, path.sign.symbol) for path in find_paths(index, query).found)
        for query in queries
    ]


def reweighed(corpus: Corpus, part: str, name: str, factor: float) -> Corpus:
    """Give the corpus with one weight changed; no weight exceeds 1."""
    weights = corpus.ontology.weights
    value = min(1.0, weights[part][name] * factor)
    changed = {**weights, part: {**weights[part], name: value}}
    return replace(corpus, ontology=replace(corpus.ontology, weights=changed))


def shift(before: list[Order], after: list[Order]) -> tuple[int, int, int]:
    """Count what changed: paths that left the best, pairs whose order turned, first paths."""
    left = turned = first = 0
    for old, new in zip(before, after, strict=True):
        place = {path: at for at, path in enumerate(new)}
        left += sum(path not in place for path in old)
        kept = [place[path] for path in old if path in place]
        turned += sum(one > other for at, one in enumerate(kept) for other in kept[at + 1 :])
        first += old[:1] != new[:1]
    return left, turned, first


def rows() -> Iterator[str]:
    """Give the lines of the table, those weights first that matter most."""
    corpus = kg.load().corpus
    before = best(corpus)
    found = []
    for part, names in corpus.ontology.weights.items():
        for name, weight in names.items() if part not in UNUSED else ():
            changes = [
                shift(before, best(reweighed(corpus, part, name, factor))) for factor in (0.5, 2)
            ]
            found.append((-sum(map(sum, changes)), part, name, weight, changes))
    paths = sum(map(len, before))
    pairs = sum(len(order) * (len(order) - 1) // 2 for order in before)
    yield (
        f"The {BEST} best paths of {len(QUESTIONS)} questions, from oxytocin, estrogen, stress, "
        f"depression and drugs to bone\n({paths} paths, {pairs} pairs): how many leave the best, "
        "how many pairs of the rest turn their order, and\nhow many questions get another first "
        "path, when one weight is halved, and when it is doubled (1 at most)."
    )
    yield ""
    yield "| weight | is | halved: leave | turn | first | doubled: leave | turn | first |"
    yield "|---|---|---|---|---|---|---|---|"
    still = []
    for total, part, name, weight, (halved, doubled) in sorted(found):
        if total:
            cells = map(str, (*halved, *doubled))
            yield f"| {part} {name} | {weight:g} | {' | '.join(cells)} |"
        else:
            still.append(f"{part} {name}")
    yield ""
    yield textwrap.fill(f"Nothing moves with: {', '.join(still)}.", WIDTH)


def refreshed(text: str) -> str:
    """Give the page with the table as it is now."""
    head, _, rest = text.partition(START)
    _, _, tail = rest.partition(END)
    table = "\n".join(rows())
    return f"{head}{START}\n{table}\n\n{END}{tail}"


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    new = refreshed(page)
    if "--write" in sys.argv:
        PAGE.write_text(new, encoding="utf-8")
    elif page != new:
        sys.exit(f"{PAGE} is not what the weights give: python tests/sensitivity.py --write")
