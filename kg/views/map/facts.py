"""What a page can filter by: the facts of each claim, each link and each line.

How strong a claim is, is asked of `kg.strength`, never decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Outcome
from kg.strength import judge_claim
from kg.views.map.details import Kind, spaced

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Claim, Corpus, Questions
    from kg.paths import Link
    from kg.strength import Strength

__all__ = ["Facts", "LinkText", "describe_link", "facts_of_claim", "facts_of_link", "joined"]

HUMAN = "human"
SEXES = frozenset({"female", "male"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the evidence of one claim, or of all claims of one line.

    `tier` and `value` (0-1) are those of `kg.strength`, for the whole question that a claim
    answers. Words are sorted; an empty tuple means that nothing is stated. `human` tells
    whether people were studied, `one_sex` names the only sex in which anything was seen, or is
    empty, and `contested` tells whether evidence speaks against it.
    """

    tier: str
    value: float
    certainties: tuple[str, ...] = ()
    species: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    contested: bool = False

    @property
    def human(self) -> bool:
        """Whether people were studied."""
        return HUMAN in self.species

    @property
    def one_sex(self) -> str:
        """The only sex in which anything was seen; empty if both were, or none is stated."""
        seen = SEXES.intersection(self.sexes)
        return next(iter(seen)) if len(seen) == 1 else ""


@dataclass(frozen=True, slots=True)
class LinkText:
    """A step that is no claim, in words; `start` and `end` are keys of terms."""

    key: str
    sentence: str
    subject: str
    relation: str
    object: str
    start: str
    end: str
    kind: Kind
    level: str
    origin: str
    publications: tuple[str, ...]


def facts_of_claim(corpus: Corpus, claim: Claim, *, questions: Questions) -> Facts:
    """Gather the facts of a claim.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    claim : Claim
        One of its claims.
    questions : Questions
        Of the same corpus.

    Returns
    -------
    Facts
        Of all its evidence, also of what found nothing or speaks against it.
    """
    strength = judge_claim(corpus, claim, questions=questions)
    contexts = [corpus.context(piece) for piece in claim.evidence]
    named = [corpus.sources.get(piece.source) for piece in claim.evidence]
    return Facts(
        tier=strength.tier.word,
        value=strength.value,
        certainties=_words(piece.certainty.value for piece in claim.evidence),
        species=_words(word for context in contexts for word in context.species),
        sexes=_words(word for context in contexts for word in context.sex),
        bases=_words(piece.basis.value for piece in claim.evidence),
        mechanisms=_words(piece.mechanism for piece in claim.evidence),
        sources=_words(source.title or source.id for source in named if source),
        contested=bool(questions.against(claim))
        or any(piece.outcome is Outcome.OPPOSES for piece in claim.evidence),
    )


def facts_of_link(link: Link, strength: Strength) -> Facts:
    """Give the facts of a step without evidence: how much it weighs, and where it is from."""
    return Facts(strength.tier.word, strength.value, sources=_words([link.origin or link.level]))


def joined(facts: Iterable[Facts], *, best: Facts) -> Facts:
    """Join the facts of all claims of one line under the tier of one of them."""
    each = list(facts)
    return Facts(
        tier=best.tier,
        value=best.value,
        certainties=_all(one.certainties for one in each),
        species=_all(one.species for one in each),
        sexes=_all(one.sexes for one in each),
        bases=_all(one.bases for one in each),
        mechanisms=_all(one.mechanisms for one in each),
        sources=_all(one.sources for one in each),
        contested=any(one.contested for one in each),
    )


def describe_link(corpus: Corpus, link: Link, key: str, *, ends: tuple[str, str]) -> LinkText:
    """Put a step that is no claim into words; `ends` are the keys of its two terms."""
    predicate = corpus.ontology.predicates.get(link.predicate)
    relation = predicate.words if predicate else spaced(link.predicate.rpartition(":")[2])
    subject, object_ = corpus.label(link.subject), corpus.label(link.object)
    return LinkText(
        key=key,
        sentence=f"{subject} {relation} {object_}",
        subject=subject,
        relation=relation,
        object=object_,
        start=ends[0],
        end=ends[1],
        kind={1: Kind.PLUS, -1: Kind.MINUS}.get(link.sign, Kind.UNSIGNED),
        level=spaced(link.level),
        origin=link.origin,
        publications=link.publications,
    )


def _all(words: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({word for each in words for word in each}))


def _words(words: Iterable[str]) -> tuple[str, ...]:
    """Sort the words of closed vocabularies, written as people do; empty ones say nothing."""
    return tuple(sorted({spaced(word) for word in words if word}))
