"""What can go wrong, and the exit codes that tell it apart."""

from __future__ import annotations

import re

import pytest

from kg import errors
from kg.errors import (
    AmbiguousNameError,
    InvalidCorpusError,
    KgError,
    LimitError,
    Problem,
    QueryError,
    UnknownNameError,
    UsageError,
    shown,
)

PROBLEM = Problem("triples/terms.tsv", 3, "type", "Hormon", "unknown type", "write Hormone")


def drawn_tree() -> dict[str, tuple[str, int]]:
    """Read the tree of the module's docstring: each class with its parent and exit code."""
    tree: dict[str, tuple[str, int]] = {}
    above: list[tuple[int, str]] = []
    for branch, name, code in re.findall(r"(?m)^ {4}(\W*)(\w+Error) +(\d)  ", errors.__doc__ or ""):
        while above and above[-1][0] >= len(branch):
            above.pop()
        tree[name] = (above[-1][1] if above else "Exception", int(code))
        above.append((len(branch), name))
    return tree


def real_tree(error: type[KgError]) -> dict[str, tuple[str, int]]:
    """List a class and all below it, each with its parent and exit code.

    Those of the server are left out: they become statuses of HTTP and end no command.
    """
    [parent] = error.__bases__
    tree = {error.__name__: (parent.__name__, error.exit_code)}
    for below in error.__subclasses__():
        if not below.__module__.startswith("kg.server."):
            tree |= real_tree(below)
    return tree


def test_the_tree_in_the_docstring_is_that_of_the_classes() -> None:
    assert drawn_tree() == real_tree(KgError)


def test_all_errors_and_what_they_hold_can_be_imported_by_name() -> None:
    assert set(errors.__all__) == real_tree(KgError).keys() | {"Problem"}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KgError("x"), 1),
        (LimitError("x"), 1),
        (UsageError("x"), 2),
        (UnknownNameError("x", []), 2),
        (AmbiguousNameError("x", ["a", "b"]), 2),
        (QueryError("x"), 2),
        (InvalidCorpusError([PROBLEM]), 4),
    ],
)
def test_each_error_ends_a_command_with_its_documented_code(error: KgError, code: int) -> None:
    assert error.exit_code == code


def test_an_invalid_corpus_prints_one_line_for_each_problem() -> None:
    error = InvalidCorpusError([PROBLEM, PROBLEM._replace(line=4)])

    assert str(error).splitlines() == [str(problem) for problem in error.problems]
    assert [problem.line for problem in error.problems] == [3, 4]


def test_a_problem_names_place_value_fault_and_remedy() -> None:
    expected = "triples/terms.tsv:3: type: 'Hormon': unknown type: write Hormone"
    assert str(PROBLEM) == expected


@pytest.mark.parametrize("part", ["file", "column", "value", "wrong", "remedy"])
def test_no_part_of_a_problem_reaches_the_terminal_as_a_command(part: str) -> None:
    text = str(Problem(**(PROBLEM._asdict() | {part: "\x1b[2J\u202e"})))

    assert text.isprintable()
    assert "\\x1b[2J\\u202e" in text


def test_a_value_of_sixty_signs_is_shown_whole() -> None:
    assert shown("a" * 60) == f"'{'a' * 60}'"


def test_a_longer_value_is_cut_to_sixty_signs() -> None:
    assert shown("a" * 61) == f"'{'a' * 59}\N{HORIZONTAL ELLIPSIS}'"
