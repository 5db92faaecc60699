"""The questions about mechanisms that a knowledge base answers: from names to findings.

A layer is imported when a method first needs it, as in `kg.knowledge`.
"""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kg.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Unpack

    from kg.answers import Findings, Mechanisms
    from kg.asking import Constraints
    from kg.model import Corpus, Term
    from kg.paths import Path, PathIndex, PathQuery
    from kg.reasoning.absence import Absence
    from kg.reasoning.cuts import Cut
    from kg.reasoning.difference import Change
    from kg.reasoning.reach import Reached
    from kg.reasoning.split import Side

    Ends = str | Iterable[str]
    Reasons = Findings[Absence]

__all__ = ["Searching", "Tracing"]


class Searching:
    """What can be asked of any index of mechanisms: paths.

    Parameters
    ----------
    corpus : Corpus
        The records; not modified.
    index : PathIndex, optional
        What searches walk; that of the corpus if not given.
    names : Names, optional
        What terms are called; the names of the corpus if not given.
    """

    def __init__(
        self, corpus: Corpus, index: PathIndex | None = None, names: Names | None = None
    ) -> None:
        self.corpus = corpus
        self._index = index
        self._names = names

    @cached_property
    def names(self) -> Names:
        """The names of all terms."""
        return self._names or Names(self.corpus)

    def resolve(self, name: str) -> Term:
        """Find the one term that has a name.

        Raises
        ------
        UnknownNameError
            If no term has it; it suggests the nearest.
        AmbiguousNameError
            If several have it; it lists them.
        """
        return self.names.resolve(name)

    @cached_property
    def index(self) -> PathIndex:
        """The index that searches walk."""
        from kg.paths import PathIndex

        return self._index or PathIndex(self.corpus)

    def query(self, sources: Ends, targets: Ends, **constraints: Unpack[Constraints]) -> PathQuery:
        """Make a query of names and words; an end without a name is open.

        Raises
        ------
        UsageError
            If a name or word is not known, or a number makes no sense.
        """
        from kg.asking import to_query

        ends = _listed(sources), _listed(targets)
        return to_query(self.names, self.corpus, ends, constraints)

    def paths(self, source: Ends, target: Ends, **constraints: Unpack[Constraints]) -> Mechanisms:
        """Trace the mechanisms that lead from one term to another, best first.

        Parameters
        ----------
        source, target : str or iterable of str
            Names of terms, in any form `resolve` takes. A substance with pools stands for
            itself and each of them. One of the two may be empty: any term.
        **constraints
            As `kg.asking.Constraints` describes them.

        Returns
        -------
        Mechanisms
            The paths found; empty if there are none.

        Raises
        ------
        UsageError
            If a name or word is not known, or a number makes no sense.

        Examples
        --------
        >>> import kg
        >>> kb = kg.load()
        >>> kb.paths("oxytocin", "BMP-2", via=["OXTR"], longest=3, k=1)[0].terms
        ('local_oxytocin', 'OXTR', 'osteoblast', 'BMP2')
        """
        from kg.answers import Mechanisms
        from kg.paths import find_paths

        query = self.query(source, target, **constraints)
        paths = find_paths(self.index, query)
        return Mechanisms(self.index.shown(paths), paths)


class Tracing(Searching):
    """What can be asked of curated mechanisms beside paths; a knowledge base is one."""

    def upstream(self, *terms: str, **constraints: Unpack[Constraints]) -> Findings[Reached]:
        """Find what leads to a term, or to all of several; see `downstream`."""
        return self._reached(self.query((), terms, **constraints))

    def downstream(self, *terms: str, **constraints: Unpack[Constraints]) -> Findings[Reached]:
        """Find what a term leads to, or what all of several lead to, best first.

        Parameters
        ----------
        *terms : str
            Names of terms.
        **constraints
            What is asked of the paths, as `kg.asking.Constraints` describes it; `k` is how
            many terms are wanted.

        Returns
        -------
        Findings of Reached
            Each with the best path of each net sign; empty if there is none.

        Raises
        ------
        UsageError
            If no term is given, a name or word is not known, or a number makes no sense.

        Examples
        --------
        >>> import kg
        >>> [each.term for each in kg.load().downstream("bone loss", longest=1)]
        ['depression', 'fracture_risk']
        """
        return self._reached(self.query(terms, (), **constraints))

    def diff(
        self, ends: tuple[Ends, Ends], first: str, second: str, **constraints: Unpack[Constraints]
    ) -> Findings[Change]:
        """Compare the paths between two ends in one context with those in another.

        Parameters
        ----------
        ends : tuple of two
            Names of the terms at which paths start and end, as in `paths`.
        first, second : str
            The contexts, as `kg.asking.to_context` reads them: `female`, `mouse,male`.
        **constraints
            As in `paths`; `k` is how many chains of terms are wanted.

        Returns
        -------
        Findings of Change
            Each chain of terms with its fate; empty if there is none in either context.

        Raises
        ------
        UsageError
            If a name or word is not known, a number makes no sense, or the contexts are one.

        Examples
        --------
        >>> import kg
        >>> kb = kg.load()
        >>> [each.fate.value for each in kb.diff(("SSRI", "bone mass"), "mouse", "human")]
        ['unsupported', 'unsupported']
        """
        from kg.answers import Findings
        from kg.asking import to_context
        from kg.reasoning.difference import find_difference
        from kg.views.difference import DifferenceView

        query = self.query(*ends, **constraints)
        contexts = to_context(self.corpus, first), to_context(self.corpus, second)
        difference = find_difference(self.index, query, *contexts)
        return Findings(
            self.corpus,
            difference.found,
            view=DifferenceView(self.corpus, difference),
            drawn=[path for each in difference.found for path in (*each.first, *each.second)],
            ends=(*query.sources, *query.targets),
        )

    def why_not(self, source: Ends, target: Ends, **constraints: Unpack[Constraints]) -> Reasons:
        """Say why there is no path; parameters and errors as for `paths`.

        Returns
        -------
        Findings of Absence
            One, drawn as the paths that there would be under fewer constraints.

        Raises
        ------
        UsageError
            If there is a path.
        """
        return self.explain(self.query(source, target, **constraints))

    def explain(self, query: PathQuery) -> Reasons:
        """Say why a query finds nothing; see `why_not`."""
        from kg.answers import Findings
        from kg.reasoning.absence import explain_absence
        from kg.views.absence import AbsenceView

        absence = explain_absence(self.index, query)
        return Findings(
            self.corpus,
            [absence],
            view=AbsenceView(self.corpus, absence),
            drawn=[relaxed.path for relaxed in absence.relaxed],
            ends=(*query.sources, *query.targets),
        )

    def loops(self, *terms: str, **constraints: Unpack[Constraints]) -> Findings[Path]:
        """Find feedback loops, best first.

        Parameters
        ----------
        *terms : str
            Names of terms that every loop must pass; all loops if none is given.
        **constraints
            As in `paths`; those on the terms between hold for all terms but these.

        Returns
        -------
        Findings of Path
            Each ends where it starts; its sign says whether it is reinforcing or balancing.

        Raises
        ------
        UsageError
            If a name or word is not known, or a number makes no sense.

        Examples
        --------
        >>> import kg
        >>> [loop.terms for loop in kg.load().loops("oxytocin")]
        [('local_oxytocin', 'OXTR', 'osteoblast', 'local_oxytocin')]
        """
        from kg.answers import Findings
        from kg.reasoning.loops import find_loops
        from kg.views.loops import LoopsView

        constraints["via"] = [*terms, *_listed(constraints.get("via", ()))]
        query = self.query((), (), **constraints)
        loops = find_loops(self.index, query)
        return Findings(
            self.corpus,
            loops.found,
            view=LoopsView(self.corpus, loops),
            drawn=loops.found,
            ends=sorted(query.via),
        )

    def cuts(self, source: Ends, target: Ends, **constraints: Unpack[Constraints]) -> Findings[Cut]:
        """Find the smallest sets of terms whose block severs all paths between two ends.

        Parameters
        ----------
        source, target : str or iterable of str
            As in `paths`.
        **constraints
            Which paths are to be severed, as in `paths`; `k` is how many sets are wanted.

        Returns
        -------
        Findings of Cut
            With what is known to block each term, and what else that would undo; drawn as the
            paths that are severed. Empty if nothing lies between the ends.

        Raises
        ------
        UsageError
            If an end is open, a name or word is not known, or a number makes no sense.

        Examples
        --------
        >>> import kg
        >>> kb = kg.load()
        >>> [cut.terms for cut in kb.cuts("depression", "bone loss")]
        [('glucocorticoid', 'norepinephrine')]
        """
        from kg.answers import Findings
        from kg.reasoning.cuts import find_cuts
        from kg.views.cuts import CutsView

        query = self.query(source, target, **constraints)
        cuts = find_cuts(self.index, query)
        return Findings(
            self.corpus,
            cuts.found,
            view=CutsView(self.corpus, cuts),
            drawn=cuts.severed,
            ends=(*query.sources, *query.targets),
        )

    def split(
        self, source: Ends, target: Ends, **constraints: Unpack[Constraints]
    ) -> Findings[Side]:
        """Part the paths between two ends by net sign, and find the hops that divide them.

        Parameters
        ----------
        source, target : str or iterable of str
            As in `paths`.
        **constraints
            As in `paths`, but without a sign; `k` is how many sets of hops are wanted.

        Returns
        -------
        Findings of Side
            One for each net sign that paths have, drawn as the best path of each; its view
            names the hops.

        Raises
        ------
        UsageError
            If an end is open, a sign is asked for, a name or word is not known, or a number
            makes no sense.

        Examples
        --------
        >>> import kg
        >>> kb = kg.load()
        >>> [(side.sign.symbol, side.count) for side in kb.split("depression", "bone loss")]
        [('+', 6)]
        """
        from kg.answers import Findings
        from kg.reasoning.split import find_split
        from kg.views.split import SplitView

        query = self.query(source, target, **constraints)
        split = find_split(self.index, query)
        sides = [side for side in split.sides if side.count]
        return Findings(
            self.corpus,
            sides,
            view=SplitView(self.corpus, split),
            drawn=[side.best for side in sides if side.best],
            ends=(*query.sources, *query.targets),
        )

    def _reached(self, query: PathQuery) -> Findings[Reached]:
        from kg.answers import Findings
        from kg.reasoning.reach import find_reach
        from kg.views.reach import ReachView

        reach = find_reach(self.index, query)
        return Findings(
            self.corpus,
            reach.found,
            view=ReachView(self.corpus, reach),
            drawn=[path for each in reach.found for way in each.ways for path in way.best],
            ends=reach.named,
        )


def _listed(names: Ends) -> list[str]:
    return [names] if isinstance(names, str) else list(names)
