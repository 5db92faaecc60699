"""Finding the term that a person means: by identifier, label, synonym or CURIE.

Case, Greek letters, hyphens and blanks make no difference.
"""

from __future__ import annotations

import difflib
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.errors import AmbiguousNameError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Corpus, Term

__all__ = ["Names", "folded", "names_of"]

GREEK = "GREEK SMALL LETTER "
SUGGESTIONS = 3
LIKENESS = 0.6


@lru_cache(maxsize=8192)
def folded(name: str, *, cased: bool = False) -> str:
    """Reduce a name to what makes it this name; `cased` keeps its capitals.

    Examples
    --------
    >>> folded("β-Adrenergic receptor")
    'betaadrenergicreceptor'
    >>> folded("5-HTT") == folded("5htt")
    True
    >>> folded("β2") == folded("β₂")
    True
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
    plain = name if cased else name.casefold()
    if plain.isascii():
        return "".join(filter(str.isalnum, plain))
    return "".join(map(_spelt, filter(str.isalnum, plain)))


class Names:
    """The names of all terms of a corpus.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._terms = corpus.terms
        self._holders: dict[str, set[str]] = {}
        for term in corpus.terms.values():
            # A name without a letter or digit would be the name of every other such name.
            for name in filter(None, map(folded, names_of(term))):
                self._holders.setdefault(name, set()).add(term.id)

    def resolve(self, name: str) -> Term:
        """Find the one term that has a name.

        Parameters
        ----------
        name : str
            An identifier, label, synonym or CURIE. An identifier written as it stands in the
            table wins over a synonym of another term.

        Returns
        -------
        Term
            The term that has it.

        Raises
        ------
        UnknownNameError
            If no term has that name; it suggests the nearest.
        AmbiguousNameError
            If several have it; it lists them.
        """
        if name in self._terms:
            return self._terms[name]
        holders = self._holders.get(folded(name), set())
        if not holders:
            raise UnknownNameError(name, self.suggest(name))
        if len(holders) > 1:
            raise AmbiguousNameError(name, sorted(holders))
        return self._terms[next(iter(holders))]

    def suggest(self, name: str) -> list[str]:
        """List the labels of the terms whose names are most like one, best first.

        Returns
        -------
        list of str
            At most three; empty if nothing is like it.
        """
        wanted = folded(name)
        near = difflib.get_close_matches(wanted, self._holders, n=SUGGESTIONS * 2, cutoff=LIKENESS)
        if len(wanted) > SUGGESTIONS:
            near += sorted(key for key in self._holders if wanted in key)
        labels = [self._terms[term].label for key in near for term in sorted(self._holders[key])]
        return list(dict.fromkeys(labels))[:SUGGESTIONS]


def names_of(term: Term) -> Iterator[str]:
    """Give every name of a term: identifier, label, synonyms, and the CURIE that is exact."""
    yield term.id
    yield term.label
    yield from term.synonyms
    if term.match == "exact":
        yield term.curie


def _spelt(character: str) -> str:
    if character.isascii():
        return character
    name = unicodedata.name(character, "")
    # Unicode writes LAMDA.
    return (
        name.removeprefix(GREEK).lower().replace("lamda", "lambda") if GREEK in name else character
    )
