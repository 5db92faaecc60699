"""In whom each hop of a path was seen: from people down to what is only said."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from kg.strength import Rung, rung_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Claim, Corpus, Evidence, Questions
    from kg.paths.path import Hop, Path

__all__ = ["Ladder", "LadderStep", "ladder_of"]


class LadderStep(NamedTuple):
    """In whom one hop was seen.

    Attributes
    ----------
    rung : Rung
        The highest that evidence on the hop, or beside it, reaches.
    associations : tuple of (Claim, Evidence)
        What was measured side by side in people and bears the hop out. It shows no cause and
        carries no hop; it stands beside it.
    species, sexes : tuple of str
        Those in which evidence on the hop was seen, sorted; what is not stated is left out.
    only_sex : str
        The one sex in which the hop was tested, with whatever outcome; empty if it was tested
        in both, in none, or if some test does not state the sex.
    """

    rung: Rung
    associations: tuple[tuple[Claim, Evidence], ...]
    species: tuple[str, ...]
    sexes: tuple[str, ...]
    only_sex: str

    @property
    def human(self) -> bool:
        """Whether there is evidence from people, be it only an association beside the hop."""
        return self.rung <= Rung.HUMAN_ASSOCIATION


class Ladder(NamedTuple):
    """In whom each hop of a path was seen, from the source on."""

    steps: tuple[LadderStep, ...]

    @property
    def human_until(self) -> int:
        """How many hops, from the source on, have evidence from people before one has none."""
        return sum(1 for _ in takewhile(lambda step: step.human, self.steps))


def ladder_of(corpus: Corpus, path: Path, *, questions: Questions) -> Ladder:
    """Say in whom each hop of a path was seen.

    Parameters
    ----------
    corpus : Corpus
        From which the path is.
    path : Path
        With the evidence that its query admits; only that counts as evidence on a hop.
    questions : Questions
        Of the same corpus: a test that speaks against a hop is a test of it too.

    Returns
    -------
    Ladder
        One step per hop, in order.
    """
    return Ladder(tuple(_step(corpus, hop, questions) for hop in path.hops))


def _step(corpus: Corpus, hop: Hop, questions: Questions) -> LadderStep:
    pieces = [piece for of_claim in hop.evidence for piece in of_claim]
    contexts = [corpus.context(piece) for piece in pieces]
    against = [piece for claim in hop.claims for _, piece in questions.against(claim)]
    tested = {
        corpus.context(piece).sex
        for piece in (*pieces, *against)
        if rung_of(corpus, piece) < Rung.STATEMENT
    }
    [sexes] = tested if len(tested) == 1 else [()]
    return LadderStep(
        hop.rung,
        tuple(each for each in hop.beside if rung_of(corpus, each[1]) is Rung.HUMAN_ASSOCIATION),
        _sorted(context.species for context in contexts),
        _sorted(context.sex for context in contexts),
        sexes[0] if len(sexes) == 1 else "",
    )


def _sorted(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({value for part in parts for value in part}))
