"""What holds of the strength of any evidence, by any weights."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from corpora import corpus_of, row
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Basis, Certainty, Context
from kg.model.vocabulary import WEIGHTS
from kg.strength import Rung, Tier, judge, rung_of

if TYPE_CHECKING:
    from kg.model import Corpus, Evidence

SCORES = {"s": "8", "t": "5", "u": "7", "v": "Good", "w": ""}
BASE = corpus_of([row("a", "->", "b", study=study) for study in SCORES])
CORPUS = replace(
    BASE,
    studies={
        name: replace(
            study, quality=SCORES[name], quality_scale="NHLBI" if name == "v" else "of 10"
        )
        for name, study in BASE.studies.items()
    },
)
PIECE = next(iter(CORPUS.claims.values())).evidence[0]

pieces = st.builds(
    lambda number, basis, certainty, species, study: replace(
        PIECE,
        id=f"{number:012x}",
        basis=basis,
        certainty=certainty,
        context=Context(species=species),
        study=study,
        source="source" if study else f"source{number % 2}",
    ),
    st.integers(0, 2**40),
    st.sampled_from(Basis),
    st.sampled_from(Certainty),
    st.sampled_from([(), ("human",), ("mouse",), ("human", "mouse")]),
    st.sampled_from(["", *SCORES]),
)
weights = st.fixed_dictionaries(
    {
        part: st.fixed_dictionaries(
            {name: st.integers(0, 20).map(lambda share: share / 20) for name in names}
        )
        for part, names in WEIGHTS.items()
    }
)
corpora = st.one_of(
    st.just(CORPUS),
    weights.map(lambda drawn: replace(CORPUS, ontology=replace(CORPUS.ontology, weights=drawn))),
)


class Bodies(NamedTuple):
    """Evidence for and against one claim."""

    supporting: list[Evidence]
    opposing: list[Evidence]


bodies = st.builds(Bodies, st.lists(pieces, max_size=8), st.lists(pieces, max_size=4))


@given(corpora, bodies)
def test_every_number_lies_between_0_and_1(corpus: Corpus, body: Bodies) -> None:
    strength = judge(corpus, *body)

    assert 0 <= strength.value <= strength.support <= 1
    assert 0 <= strength.opposition <= 1
    assert all(0 <= part.value <= 1 for part in strength.parts)


@given(corpora, bodies, pieces)
def test_more_support_never_makes_a_claim_weaker(
    corpus: Corpus, body: Bodies, more: Evidence
) -> None:
    before = judge(corpus, *body)
    after = judge(corpus, [*body.supporting, more], body.opposing)

    assert after.value >= before.value
    assert after.tier <= before.tier


@given(corpora, bodies, pieces)
def test_more_opposition_never_makes_a_claim_stronger(
    corpus: Corpus, body: Bodies, more: Evidence
) -> None:
    before = judge(corpus, *body)
    after = judge(corpus, body.supporting, [*body.opposing, more])

    assert after.value <= before.value
    assert after.tier >= before.tier


@given(bodies, st.data())
def test_the_order_of_rows_does_not_matter(body: Bodies, data: st.DataObject) -> None:
    shuffled = [data.draw(st.permutations(side)) for side in body]

    assert judge(CORPUS, *shuffled) == judge(CORPUS, *body)


@given(bodies)
def test_rows_that_a_study_repeats_change_nothing(body: Bodies) -> None:
    twice = [[*side, *(replace(piece, id=f"f{piece.id}") for piece in side)] for side in body]

    assert judge(CORPUS, *twice) == judge(CORPUS, *body)


@given(bodies)
def test_there_is_one_part_for_each_study_and_for_each_source_on_its_own(body: Bodies) -> None:
    parts = judge(CORPUS, *body).parts
    voices = [
        (opposes, piece.study or piece.source)
        for opposes, side in enumerate(body)
        for piece in side
    ]

    assert sorted((part.opposes, part.study or part.source) for part in parts) == sorted(
        set(voices)
    )


@given(bodies)
def test_the_rule_equals_one_that_is_written_another_way(body: Bodies) -> None:
    strength = judge(CORPUS, *body)
    tier, value = plainly_judged(body)

    assert strength.tier.word == tier
    # Fractions are rounded from halves that a float misses.
    assert abs(Fraction(strength.value) - value) < Fraction("0.00011")


RUNGS = dict(zip(Rung, map(Fraction, ["0.9", "0.65", "0.6", "0.3", "0.15", "0.05"]), strict=True))
CERTAINTIES = {"asserted": Fraction(1), "suggested": Fraction("0.7"), "open": Fraction("0.1")}
QUALITIES = dict(
    zip(["", *SCORES], map(Fraction, ["0.3", "0.8", "0.5", "0.7", "0.8", "0.5"]), strict=True)
)


def worth(piece: Evidence) -> Fraction:
    rung = RUNGS[rung_of(CORPUS, piece)]
    return rung * CERTAINTIES[piece.certainty] * QUALITIES[piece.study]


def doubt(side: list[Evidence]) -> Fraction:
    """Give what is left in doubt; what is only said takes a fifth from it at most."""
    shown, said = doubts(side)
    return shown * max(said, Fraction("0.8"))


def doubts(side: list[Evidence]) -> tuple[Fraction, Fraction]:
    """Multiply what each voice leaves in doubt, by what it shows or by what it says."""
    shown, said = Fraction(1), Fraction(1)
    for voice in {piece.study or piece.source for piece in side}:
        mine = [piece for piece in side if voice == (piece.study or piece.source)]
        best = max(map(worth, mine))
        # Of two pieces that are worth the same, the one that shows more is heard.
        heard = min(rung_of(CORPUS, piece) for piece in mine if worth(piece) == best)
        if heard in {Rung.STATEMENT, Rung.SPECULATION}:
            said *= 1 - best
        else:
            shown *= 1 - best
    return shown, said


def plainly_judged(body: Bodies) -> tuple[str, Fraction]:
    for_, against = (round(1 - doubt(side), 4) for side in body)
    value = round(for_ * (1 - against), 4)
    known = [
        piece
        for piece in body.supporting
        if piece.certainty != "open" and piece.basis != "speculation"
    ]
    if not known or for_ < Fraction("0.02"):
        return "speculative", value
    if against > 0 and 2 * against >= for_:
        return "contested", value
    shown = round((1 - doubts(body.supporting)[0]) * (1 - against), 4)
    if shown < Fraction("0.25"):
        return "weak", value
    return ("strong" if shown >= Fraction("0.65") and replicated(body) else "moderate"), value


def replicated(body: Bodies) -> bool:
    seen = [
        piece
        for piece in body.supporting
        if rung_of(CORPUS, piece) <= Rung.ANIMAL and piece.study
        if worth(piece) >= Fraction("0.15")
    ]
    done = [piece for piece in seen if piece.basis != "association"]
    return len({piece.study for piece in seen}) >= 2 and bool(done)


def test_tiers_are_ordered_from_the_best() -> None:
    assert (min(Tier), max(Tier)) == (Tier.STRONG, Tier.SPECULATIVE)
