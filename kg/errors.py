"""What can go wrong, with the exit code a command ends with.

::

    KgError                     1   runtime or input/output
    ├── LimitError              1   a limit on time or memory was hit
    ├── UsageError              2   the request cannot be understood
    │   ├── UnknownNameError    2   no term has that name
    │   ├── AmbiguousNameError  2   several terms have that name
    │   └── QueryError          2   the SPARQL text cannot be run
    └── InvalidCorpusError      4   the tables hold rows that cannot be read

A valid question with an empty answer is no error: commands end with 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "AmbiguousNameError",
    "InvalidCorpusError",
    "KgError",
    "LimitError",
    "Problem",
    "QueryError",
    "UnknownNameError",
    "UsageError",
]

LONGEST_VALUE = 60


class KgError(Exception):
    """Base of all errors that a user can cause; its text is one clear message."""

    exit_code = 1


class LimitError(KgError):
    """A limit on time or memory was hit."""


class UsageError(KgError):
    """The request cannot be understood as it stands."""

    exit_code = 2


class UnknownNameError(UsageError):
    """No term has the name that was asked for.

    Parameters
    ----------
    name : str
        The name as it was asked for.
    suggestions : sequence of str
        The nearest names, best first; may be empty.
    """

    def __init__(self, name: str, suggestions: Sequence[str]) -> None:
        self.name = name
        self.suggestions = tuple(suggestions)
        hint = f"did you mean {', '.join(self.suggestions)}?" if suggestions else "see 'kg show'"
        super().__init__(f"no term is called {shown(name)}: {hint}")


class AmbiguousNameError(UsageError):
    """Several terms share the name that was asked for.

    Parameters
    ----------
    name : str
        The name as it was asked for.
    candidates : sequence of str
        Identifiers of the terms that have it, sorted.
    """

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        super().__init__(
            f"{shown(name)} may be any of {', '.join(self.candidates)}: ask for one of these"
        )


class QueryError(UsageError):
    """The SPARQL text cannot be run."""


class Problem(NamedTuple):
    """One thing that is wrong in a table, and what to do about it."""

    file: str
    line: int
    column: str
    value: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        text = (
            f"{self.file}:{self.line}: {self.column}: {shown(self.value)}: "
            f"{self.wrong}: {self.remedy}"
        )
        # Names of files and columns, and the nearest words, come from a user's folder too.
        return printable(text)


class InvalidCorpusError(KgError):
    """The tables hold rows that cannot be read.

    Parameters
    ----------
    problems : sequence of Problem
        Everything that is wrong, in file and line order; never empty.
    """

    exit_code = 4

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def printable(text: str) -> str:
    """Write out what a terminal would obey, or not show."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def shown(value: str) -> str:
    """Quote a value from a user's file so that it is safe and short on a terminal."""
    return repr(value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…")
