"""The index a search walks: terms and their opposites as one axis, hops with what carries them.

It is built from the claims and never from networkx, whose import alone would cost more than
the whole answer. What is not a claim, a user's own edges for one, comes in as links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.model import Questions, Sign
from kg.paths.lists import Lists, Step, step_order
from kg.paths.network import Ask
from kg.paths.path import Hop, Link, Path
from kg.paths.worth import admits, bare_strength, cost_of, grade_of, structure_links
from kg.strength import Strength, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import Claim, Corpus, Evidence
    from kg.paths.network import Trail
    from kg.paths.path import Paths
    from kg.paths.query import PathQuery, Scope

__all__ = ["Curated", "PathIndex"]


class Curated(NamedTuple):
    """The hops of a corpus within one scope: axes by number, and hops as they are shown."""

    axes: tuple[str, ...]
    numbers: Mapping[str, int]
    lists: Lists
    hops: tuple[Hop, ...]


class PathIndex:
    """What can be walked in a corpus; each scope is indexed once, when it is first asked for.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    links : iterable of Link
        Steps beside the claims, between terms of the corpus.

    Notes
    -----
    Indexing a scope is linear in the number of pieces of evidence.
    """

    def __init__(self, corpus: Corpus, links: Iterable[Link] = ()) -> None:
        self.corpus = corpus
        self._links = (*structure_links(corpus), *links)
        self._questions = Questions(corpus)
        self._substances = {
            edge.subject: edge.object for edge in corpus.structure if edge.predicate == "pool_of"
        }
        self._curated: dict[Scope, Curated] = {}

    def network(self, scope: Scope) -> Lists:
        """Give the network of the hops that a scope admits."""
        return self.curated(scope).lists

    def curated(self, scope: Scope) -> Curated:
        """Give the hops that a scope admits, with their axes."""
        if scope not in self._curated:
            self._curated[scope] = self._index(scope)
        return self._curated[scope]

    def axis(self, term: str, *, merge: bool = False) -> tuple[str, Sign]:
        """Give the axis of a term and its pole; merged, that of a pool is its substance's."""
        return self.corpus.pole(self._substances.get(term, term) if merge else term)

    def ends(self, terms: Iterable[str], *, merge: bool = False) -> dict[str, str]:
        """Map the axes at which a path may end to the terms they are shown as."""
        found: dict[str, str] = {}
        for term in terms:
            pools = () if merge else self.corpus.pools(term)
            found |= {self.axis(each, merge=merge)[0]: each for each in (*pools, term)}
        return found

    def ask(self, query: PathQuery) -> Ask:
        """Put a query in the numbers of the network of its scope.

        Raises
        ------
        UsageError
            If a class of terms is not one of the ontology.
        """
        curated, merge = self.curated(query.scope), query.scope.merge

        def axes(terms: Iterable[str]) -> frozenset[int]:
            """Give the numbers of the axes of terms."""
            ends = self.ends(terms, merge=merge)
            return frozenset(curated.numbers[axis] for axis in ends if axis in curated.numbers)

        def poles(terms: Sequence[str]) -> dict[int, Sign] | None:
            """Give the numbers of the axes of ends, and which pole of each is meant."""
            ends = self.ends(terms, merge=merge).items()
            return (
                {
                    curated.numbers[axis]: self.axis(term, merge=merge)[1]
                    for axis, term in ends
                    if axis in curated.numbers
                }
                if terms
                else None
            )

        return Ask(
            sources=poles(query.sources),
            targets=poles(query.targets),
            sign=query.sign,
            via=tuple(axes([term]) for term in sorted(query.via)),
            barred=axes(query.avoid),
            between=frozenset(self._unfit(query, curated)),
        )

    def shown(self, paths: Paths) -> Corpus:  # noqa: ARG002 - a joined index adds nodes
        """Give the corpus with a term for everything that an answer names."""
        return self.corpus

    def path(self, query: PathQuery, trail: Trail) -> Path:
        """Show a path: its ends as asked for, the rest as the claims name it."""
        hops = [self.curated(query.scope).hops[number] for number in trail]
        merge = query.scope.merge
        sources = self.ends(query.sources, merge=merge)
        targets = self.ends(query.targets, merge=merge)
        names = [hop.object for hop in hops]
        first, last = (self.axis(term, merge=merge)[0] for term in (hops[0].subject, names[-1]))
        names[-1] = targets.get(last, last)
        subject = sources.get(first, first)
        shown = []
        for hop, object_ in zip(hops, names, strict=True):
            shown.append(self._between(hop, subject, object_, merge=merge))
            subject = object_
        return Path(tuple(shown))

    def _between(self, hop: Hop, subject: str, object_: str, *, merge: bool) -> Hop:
        """Show a hop between other poles of its axes."""
        turn = Sign.UP
        for was, now in ((hop.subject, subject), (hop.object, object_)):
            turn *= self.axis(was, merge=merge)[1] * self.axis(now, merge=merge)[1]
        return hop._replace(subject=subject, object=object_, sign=hop.sign * turn)

    def _unfit(self, query: PathQuery, curated: Curated) -> Iterator[int]:
        """List the axes that may not lie between the ends for what they are."""
        if not query.types and not query.avoid_types:
            return
        for number, axis in enumerate(curated.axes):
            kinds = set(self.corpus.ontology.lineage(self.corpus.terms[axis].type))
            if (query.types and not kinds & query.types) or kinds & query.avoid_types:
                yield number

    def _index(self, scope: Scope) -> Curated:
        found: dict[tuple[str, str, Sign], _Carriers] = {}
        for claim in self.corpus.claims.values():
            self._add_claim(scope, claim, found)
        for link in self._links:
            if admits(scope, link):
                carriers = self._carriers(found, link, link.sign, scope)
                carriers.links.append(link)
                carriers.coherent |= scope.anywhere
        axes = tuple(sorted({axis for start, end, _ in found for axis in (start, end)}))
        numbers = {axis: number for number, axis in enumerate(axes)}
        hops = {key: self._hop(key, carriers, scope) for key, carriers in found.items()}
        steps = {
            Step(numbers[start], numbers[end], sign, grade_of(hop), cost_of(hop)): hop
            for (start, end, sign), hop in hops.items()
        }
        order = sorted(steps, key=step_order)
        return Curated(axes, numbers, Lists(len(axes), order), tuple(steps[step] for step in order))

    def _add_claim(
        self, scope: Scope, claim: Claim, found: dict[tuple[str, str, Sign], _Carriers]
    ) -> None:
        predicate = self.corpus.predicate(claim)
        if not scope.walks_over(predicate):
            return
        counting = [
            piece for piece in claim.evidence if scope.counts(piece, causal=predicate.causal)
        ]
        fitting = [piece for piece in counting if scope.fits(self.corpus, claim, piece)]
        evidence = tuple(counting if scope.prefer else fitting)
        if evidence:
            both_ways = (False, True) if predicate.symmetric else (False,)
            for turned in both_ways:
                carriers = self._carriers(found, claim, predicate.sign, scope, turned=turned)
                carriers.claims.append(claim)
                carriers.evidence.append(evidence)
                carriers.coherent |= bool(fitting)

    def _carriers(
        self,
        found: dict[tuple[str, str, Sign], _Carriers],
        step: Claim | Link,
        sign: Sign,
        scope: Scope,
        *,
        turned: bool = False,
    ) -> _Carriers:
        ends = (step.object, step.subject) if turned else (step.subject, step.object)
        (start, from_pole), (end, to_pole) = (self.axis(term, merge=scope.merge) for term in ends)
        return found.setdefault((start, end, sign * from_pole * to_pole), _Carriers(*ends))

    def _hop(self, key: tuple[str, str, Sign], carriers: _Carriers, scope: Scope) -> Hop:
        """Name a hop as its first claim does, and judge it."""
        subject, object_ = (
            self._substances.get(term, term) if scope.merge else term
            for term in (carriers.subject, carriers.object)
        )
        turn = self.axis(subject, merge=scope.merge)[1] * self.axis(object_, merge=scope.merge)[1]
        beside = tuple(self._beside(carriers, scope))
        return Hop(
            subject,
            object_,
            key[2] * turn,
            tuple(carriers.claims),
            tuple(carriers.evidence),
            tuple(carriers.links),
            self._judged(carriers, [piece for _, piece in beside], scope),
            beside,
            carriers.coherent,
        )

    def _beside(self, carriers: _Carriers, scope: Scope) -> Iterator[tuple[Claim, Evidence]]:
        """List, once each, what bears a hop out and cannot carry it, as no cause is shown."""
        seen = {piece.id for pieces in carriers.evidence for piece in pieces}
        for claim in carriers.claims:
            for other, piece in self._questions.supporting(claim):
                if piece.id in seen or self.corpus.predicate(other).causal:
                    continue
                fitting = scope.prefer or scope.fits(self.corpus, other, piece)
                if fitting and scope.counts(piece, causal=False):
                    seen.add(piece.id)
                    yield other, piece

    def _judged(self, carriers: _Carriers, beside: Sequence[Evidence], scope: Scope) -> Strength:
        """Judge a hop by what carries it, what stands beside it, and what speaks against it.

        In a context that is asked for, what was seen in another one does not speak against it.
        """
        if not carriers.claims:
            return bare_strength(self.corpus, carriers.links)
        against = {
            piece.id: piece
            for claim in carriers.claims
            for _, piece in self._questions.against(claim)
            if scope.prefer or scope.bears_on(self.corpus, piece)
        }
        carrying = [piece for pieces in carriers.evidence for piece in pieces]
        return judge(self.corpus, [*carrying, *beside], list(against.values()))


class _Carriers:
    """What carries a hop, while it is gathered; named by the ends of the first that does."""

    def __init__(self, subject: str, object_: str) -> None:
        self.subject = subject
        self.object = object_
        self.claims: list[Claim] = []
        self.evidence: list[tuple[Evidence, ...]] = []
        self.links: list[Link] = []
        self.coherent = False
