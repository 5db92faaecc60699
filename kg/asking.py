"""From the words of a person to a query: names of terms, closed vocabularies, numbers.

Every word that is not known is one clear error; nothing is searched here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, TypedDict, TypeVar

from kg.errors import UsageError, shown
from kg.model import Basis, Certainty, Context, Sign
from kg.paths import PathQuery, Rank, Scope, Walk
from kg.paths.query import DEFAULT_LENGTH, DEFAULT_STEPS

if TYPE_CHECKING:
    from enum import StrEnum

    from kg.model import Corpus
    from kg.names import Names

__all__ = ["SIGNS", "Constraints", "to_context", "to_query"]

SIGNS = {"+": Sign.UP, "-": Sign.DOWN}
CLOSED = ("species", "sex", "stage")
"""The parts of a context whose values are known by name."""
WORDS_SHOWN = 20
"""Known words that a message lists at most."""

Words = str | Iterable[str]
Chosen = TypeVar("Chosen", bound="StrEnum")


class Constraints(TypedDict, total=False):
    """What may be asked of paths beside their ends.

    Attributes
    ----------
    sign : str or None
        `+` or `-` for the net sign wanted; any if not given.
    k : int or None
        How many answers at most; None for all.
    longest : int
        How many hops at most: edges, not nodes.
    via, avoid : str or iterable of str
        Names of terms that every path must, or must not, pass.
    types, avoid_types : str or iterable of str
        Classes that every term between the ends must belong to, or may not.
    predicates, mechanisms, documents : str or iterable of str
        If given, only claims with one of these predicates, from one of these files of
        `triples/claims`, or from one of these documents.
    sites : str or iterable of str
        Names of terms; if given, only claims at one of these sites.
    also : str or iterable of str
        `association` and `structure`: steps to walk beside causal ones.
    certainty : str
        The least certainty that counts: `asserted`, `suggested` or `open`.
    basis : str or iterable of str
        If given, only evidence obtained so.
    species, sex, stage, model : str or iterable of str
        If given, every hop must have evidence seen in one of them.
    prefer : bool
        If True, paths with such evidence come first, and others follow.
    merge_pools : bool
        If True, a substance and its pools are one.
    rank : str
        `tier`, `length` or `support`.
    steps : int
        How many steps the search may take.
    seconds : float or None
        How long it may take.
    """

    sign: str | None
    k: int | None
    longest: int
    via: Words
    avoid: Words
    types: Words
    avoid_types: Words
    predicates: Words
    mechanisms: Words
    documents: Words
    sites: Words
    also: Words
    certainty: str
    basis: Words
    species: Words
    sex: Words
    stage: Words
    model: Words
    prefer: bool
    merge_pools: bool
    rank: str
    steps: int
    seconds: float | None


def to_query(
    names: Names,
    corpus: Corpus,
    ends: tuple[Iterable[str], Iterable[str]],
    constraints: Constraints,
) -> PathQuery:
    """Make a query of what a person asks.

    Parameters
    ----------
    names : Names
        Of the terms of the corpus.
    corpus : Corpus
        Its vocabularies say which words are known.
    ends : tuple of two iterables of str
        Names of the terms at which paths start, and end; an empty one is open.
    constraints : Constraints
        What is asked beside.

    Returns
    -------
    PathQuery
        With identifiers in place of names.

    Raises
    ------
    UsageError
        If a name or word is not known, or a number makes no sense.
    """
    asked = constraints
    sign = asked.get("sign")
    if sign is not None and sign not in SIGNS:
        raise UsageError(f"no sign is called {shown(sign)}: use '+' or '-'")

    def terms(given: Words) -> frozenset[str]:
        """Resolve names."""
        return frozenset(names.resolve(name).id for name in _listed(given))

    types = corpus.ontology.types
    return PathQuery(
        sources=_in_order(names, ends[0]),
        targets=_in_order(names, ends[1]),
        sign=None if sign is None else SIGNS[sign],
        k=asked.get("k", 10),
        longest=asked.get("longest", DEFAULT_LENGTH),
        via=terms(asked.get("via", ())),
        avoid=terms(asked.get("avoid", ())),
        types=_known("class of terms", asked.get("types", ()), types),
        avoid_types=_known("class of terms", asked.get("avoid_types", ()), types),
        scope=_scope(corpus, terms(asked.get("sites", ())), asked),
        rank=_choice("rank", asked.get("rank", Rank.TIER), Rank),
        steps=asked.get("steps", DEFAULT_STEPS),
        seconds=asked.get("seconds"),
    )


def to_context(corpus: Corpus, words: str) -> Context:
    """Read a context as a person writes it.

    Parameters
    ----------
    corpus : Corpus
        Its vocabularies say which words are known, and its evidence which models.
    words : str
        Values of species, sex or stage, separated by commas: `female,mouse`; several of one
        part mean any of them. A part may be named, and a model must be: `model=ovariectomy`.

    Returns
    -------
    Context
        In the order of the words, each once.

    Raises
    ------
    UsageError
        If a word is not known, or none is given.

    Examples
    --------
    >>> import kg
    >>> to_context(kg.load().corpus, "female,species=mouse").species
    ('mouse',)
    """
    values = corpus.ontology.values
    known: dict[str, Collection[str]] = {part: values[part] for part in CLOSED}
    found: dict[str, dict[str, None]] = {}
    for word in filter(None, map(str.strip, words.split(","))):
        part, named, value = word.rpartition("=")
        if part == "model":
            known[part] = _models(corpus)
        elif not named:
            part = next((each for each in CLOSED if value in known[each]), "")
        if value not in known.get(part, ()):
            choices = "; ".join(f"{each}: {_choices(known[each])}" for each in known)
            raise UsageError(f"no context is called {shown(word)}: use {choices}; or model=…")
        found.setdefault(part, {})[value] = None
    if not found:
        raise UsageError("a context is missing: write one as in female,mouse")
    return Context(**{part: tuple(each) for part, each in found.items()})


def _scope(corpus: Corpus, sites: frozenset[str], asked: Constraints) -> Scope:
    pieces = (piece for claim in corpus.claims.values() for piece in claim.evidence)
    ontology = corpus.ontology
    also = _listed(asked.get("also", ()))
    walks = {Walk.CAUSAL, *(_choice("kind of step", word, Walk) for word in also)}
    bases = _known("basis", asked.get("basis", ()), ontology.values["basis"])
    return Scope(
        walks=frozenset(walks),
        predicates=_known("predicate", asked.get("predicates", ()), ontology.predicates),
        mechanisms=_known(
            "mechanism", asked.get("mechanisms", ()), {piece.mechanism for piece in pieces}
        ),
        sources=_known("document", asked.get("documents", ()), corpus.sources),
        certainty=_choice("certainty", asked.get("certainty", Certainty.SUGGESTED), Certainty),
        bases=frozenset(map(Basis, bases)),
        context=_context(corpus, asked),
        sites=sites,
        prefer=asked.get("prefer", False),
        merge=asked.get("merge_pools", False),
    )


def _context(corpus: Corpus, asked: Constraints) -> Context:
    values = corpus.ontology.values
    models = _listed(asked.get("model", ()))
    return Context(
        species=tuple(sorted(_known("species", asked.get("species", ()), values["species"]))),
        sex=tuple(sorted(_known("sex", asked.get("sex", ()), values["sex"]))),
        stage=tuple(sorted(_known("stage", asked.get("stage", ()), values["stage"]))),
        model=tuple(sorted(_known("model", models, _models(corpus) if models else ()))),
    )


def _models(corpus: Corpus) -> set[str]:
    """List the models in which anything was seen."""
    pieces = (piece for claim in corpus.claims.values() for piece in claim.evidence)
    return {model for piece in pieces for model in corpus.context(piece).model}


def _in_order(names: Names, given: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names.resolve(name).id for name in given))


def _listed(given: Words) -> list[str]:
    """Take one word for a list of one, and an empty word for none."""
    return list(filter(None, [given] if isinstance(given, str) else given))


def _known(what: str, given: Words, known: Iterable[str]) -> frozenset[str]:
    words = _listed(given)
    for word in words:
        if word not in known:
            raise UsageError(f"no {what} is called {shown(word)}: use {_choices(known)}")
    return frozenset(words)


def _choice(what: str, word: str, words: type[Chosen]) -> Chosen:
    if word not in list(words):
        raise UsageError(f"no {what} is called {shown(word)}: use {_choices(words)}")
    return words(word)


def _choices(words: Iterable[str]) -> str:
    listed = sorted(words)
    more = f" … ({len(listed)} in all)" if len(listed) > WORDS_SHOWN else ""
    return ", ".join(listed[:WORDS_SHOWN]) + more
