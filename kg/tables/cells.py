"""How the text of one cell becomes a value, and what is said where it cannot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Change, Sign
from kg.tables.raw import Fault, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

__all__ = [
    "changes",
    "curie",
    "each",
    "file_name",
    "iri",
    "is_date",
    "is_flag",
    "is_sign",
    "known",
    "lines",
    "number",
    "one_of",
    "optional",
    "parse_changes",
    "parse_many",
    "parse_number",
    "parse_observed",
    "parse_sign",
    "required",
    "slug",
    "weight",
]

if TYPE_CHECKING:
    Rule = Callable[[str], Fault | None]

SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
CURIE = re.compile(r"[A-Za-z][A-Za-z0-9]*:[A-Za-z0-9_.-]+")
IRI = re.compile(r"https?://[^\s<>\"{}|^`\\%]+[/#_:]")
LINES = re.compile(r"([1-9][0-9]{0,6})-([1-9][0-9]{0,6})")
WEIGHT = re.compile(r"0|1|0\.[0-9]{1,4}|1\.0{1,4}")
DATE = (  # compiled when it is first asked for: few tables hold one
    r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}"
    r"|[0-9]{1,4}[ .-]?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ -]?[0-9]{1,4}"
)


def required(cell: str) -> Fault | None:
    """Refuse an empty cell."""
    return None if cell else Fault("nothing stands here", "fill the cell")


def optional(rule: Rule) -> Rule:
    """Make a rule that also takes an empty cell."""
    return lambda cell: rule(cell) if cell else None


def each(rule: Rule) -> Rule:
    """Make a rule that holds every part of a `|` list against another."""

    def _check(cell: str) -> Fault | None:
        parts = cell.split("|")
        if any(part != part.strip() for part in parts):
            return Fault("blanks beside a '|'", "remove them, or run 'kg format'")
        if len(set(parts)) < len(parts):
            return Fault("the list names something twice", "remove one")
        return next((fault for part in parts if (fault := rule(part))), None)

    return _check


def slug(cell: str) -> Fault | None:
    """Refuse what is no identifier of ours."""
    if SLUG.fullmatch(cell):
        return None
    return Fault("not an identifier", "use letters, digits, '_', '-' and '.' only")


def curie(cell: str) -> Fault | None:
    """Refuse what is neither a CURIE nor NONE."""
    if cell == "NONE" or CURIE.fullmatch(cell):
        return None
    return Fault("not a CURIE", "write PREFIX:ID, or NONE where no public term fits")


def iri(cell: str) -> Fault | None:
    """Refuse what is no namespace: identifiers are written right behind it."""
    if IRI.fullmatch(cell):
        return None
    return Fault("not a namespace", "write http:// or https:// up to a final '/', '#', '_' or ':'")


def file_name(cell: str) -> Fault | None:
    """Refuse what is no plain name of a file: it is looked for in a folder that a user names."""
    if SLUG.fullmatch(cell):
        return None
    return Fault("not the name of a file", "name the file alone, without a folder")


def lines(cell: str) -> Fault | None:
    """Refuse what is no line range, and say so plainly where it was one before."""
    found = LINES.fullmatch(cell)
    if found and int(found[1]) <= int(found[2]):
        return None
    if found:
        return Fault("the range is reversed", f"write {found[2]}-{found[1]}")
    if is_date(cell):
        return Fault(
            "a spreadsheet made a date of the lines",
            "set the column to text, then type the range again, as in 5-7",
        )
    return Fault("not a range of lines", "write FIRST-LAST, as in 5-7")


def is_date(cell: str) -> bool:
    """Tell whether a cell looks like what a spreadsheet makes of `5-7`."""
    return re.fullmatch(DATE, cell, re.IGNORECASE) is not None


def number(cell: str) -> Fault | None:
    """Refuse what is no whole number."""
    if cell.isascii() and cell.isdigit() and len(cell) <= len("1000000"):
        return None
    return Fault("not a whole number", "write digits only")


def weight(cell: str) -> Fault | None:
    """Refuse what is no number from 0 to 1."""
    if WEIGHT.fullmatch(cell):
        return None
    return Fault("not a number from 0 to 1", "write one such as 0.35, with a point")


def is_flag(cell: str) -> Fault | None:
    """Refuse what is neither yes nor no."""
    return None if cell in {"yes", "no"} else Fault("neither yes nor no", "write yes or no")


def is_sign(cell: str) -> Fault | None:
    """Refuse what is no sign of a predicate."""
    if cell in {"+", "-", "0", "none"}:
        return None
    return Fault("not a sign", "write +, -, 0 (tested and null) or none")


def one_of(words: Collection[str], kind: str) -> Rule:
    """Make a rule that takes the words of a closed vocabulary."""
    listed = sorted(words)

    def _check(cell: str) -> Fault | None:
        if cell in words:
            return None
        if not cell:
            return Fault(f"no {kind} is given", f"write one of {', '.join(listed)}")
        hint = nearest(cell, listed) or f"write one of {', '.join(listed)}"
        return Fault(f"unknown {kind}", hint)

    return _check


def known(identifiers: Collection[str], kind: str, file: str) -> Rule:
    """Make a rule that takes identifiers defined in another table."""
    listed = sorted(identifiers)

    def _check(cell: str) -> Fault | None:
        if not cell:
            return Fault(f"no {kind} is given", f"name one of {file}")
        if cell in identifiers:
            return None
        hint = nearest(cell, listed)
        return Fault(f"unknown {kind}", f"{hint} Or add it to {file}" if hint else f"add to {file}")

    return _check


def changes(identifiers: Collection[str], file: str) -> Rule:
    """Make a rule that takes `term:+` and `term:-`, joined by `|`."""
    term = known(identifiers, "term", file)

    def _check(cell: str) -> Fault | None:
        try:
            return term(Change.parse(cell).term)
        except ValueError:
            return Fault("neither term:+ nor term:-", "say what was raised (+) or lowered (-)")

    return each(_check)


def parse_many(cell: str) -> tuple[str, ...]:
    """Split a `|` list; an empty cell gives an empty tuple."""
    return tuple(cell.split("|")) if cell else ()


def parse_number(cell: str) -> int | None:
    """Read a whole number; an empty cell gives None."""
    return int(cell) if cell else None


def parse_sign(cell: str) -> Sign:
    """Read the sign of a predicate; null and unsigned ones have none."""
    return {"+": Sign.UP, "-": Sign.DOWN}.get(cell, Sign.UNKNOWN)


def parse_observed(cell: str) -> Sign | None:
    """Read what an experiment saw: `0` is no change, `?` is not said."""
    return None if cell == "?" else {"+": Sign.UP, "-": Sign.DOWN, "0": Sign.UNKNOWN}[cell]


def parse_changes(cell: str) -> tuple[Change, ...]:
    """Read `term:+|term:-`; an empty cell gives an empty tuple."""
    return tuple(sorted(Change.parse(part) for part in parse_many(cell)))
