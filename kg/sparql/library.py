"""The query library: questions with names, kept as `ontology/queries/NAME.rq`.

A file opens with comments that say what it asks, with which parameters, and what comes back;
what follows is a query that runs as it stands. A parameter is a line `VALUES ?name { … }` that
holds its default; another value is checked, and written in its place as an IRI, a text or a
number, so that nothing a user types is ever read as SPARQL.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import KgError, UsageError, printable, shown
from kg.location import ONTOLOGY
from kg.names import Names
from kg.rdf import BASE
from kg.rdf.nquads import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.model import Corpus

__all__ = ["QUERIES", "NamedQuery", "Parameter", "find_query", "find_values", "read_library"]

QUERIES = "queries"
KINDS = ("term", "species", "sex", "text", "number")
VOCABULARIES = ("species", "sex")
ONCE = ("title", "question", "columns")
HEADER = re.compile(r"# ([a-z]+): +(\S.*?)\s*")
PARAMETER = re.compile(r"(\w+) \((\w+), (.+)\) — (\S.*)")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,9})?")
VARIABLE = re.compile(r"\??([A-Za-z]\w*)")
PREFIX = "term:"


class Parameter(NamedTuple):
    """What a query may be asked about: a `kind` of value, one by default, and its meaning."""

    name: str
    kind: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question of the library; `text` is SPARQL that runs as it stands."""

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    notes: tuple[str, ...]
    text: str

    def bind(self, **values: str) -> str:
        """Write the query with other values than its defaults.

        Parameters
        ----------
        **values : str
            By name of the parameter: the identifier of a term, a number, or any text. What
            people write is made so by `find_values`.

        Returns
        -------
        str
            SPARQL in which each value stands as one IRI, text or number.

        Raises
        ------
        UsageError
            If there is no such parameter, or a value is not of its kind.
        """
        text = self.text
        kinds = {parameter.name: parameter.kind for parameter in self.parameters}
        for name, value in values.items():
            if name not in kinds:
                raise UsageError(self._unknown(name))
            written = _iri(value) if kinds[name] == "term" else _literal(name, kinds[name], value)
            start, end = _place(text, name)
            text = f"{text[:start]}{written}{text[end:]}"
        return text

    def _unknown(self, name: str) -> str:
        known = [parameter.name for parameter in self.parameters]
        takes = f"it takes {', '.join(known)}" if known else "it takes none"
        return f"{self.name} has no parameter {shown(name)}: {_hint(name, known) or takes}"


def read_library(folder: Path) -> dict[str, NamedQuery]:
    """Read all queries of a folder.

    Parameters
    ----------
    folder : Path
        Holds `ontology/queries/`.

    Returns
    -------
    dict of str to NamedQuery
        By name, sorted; empty if the folder holds no query.

    Raises
    ------
    KgError
        If a file cannot be read, or its header lacks a part; it names the file and the line.
    """
    paths = sorted((folder / ONTOLOGY / QUERIES).glob("*.rq"))
    return {path.stem: _read(path) for path in paths}


def find_query(library: Mapping[str, NamedQuery], name: str) -> NamedQuery:
    """Find a query by its name.

    Raises
    ------
    UsageError
        If there is none; it suggests the nearest names.
    """
    if name in library:
        return library[name]
    hint = _hint(name, library) or "'kg sparql --list' lists all"
    raise UsageError(f"no query is called {shown(name)}: {hint}")


def find_values(corpus: Corpus, query: NamedQuery, given: Mapping[str, str]) -> dict[str, str]:
    """Find what people mean by the values they give.

    Parameters
    ----------
    corpus : Corpus
        Knows the names of terms, and the words for species and sex.
    query : NamedQuery
        What they ask.
    given : mapping of str to str
        Values by name of the parameter. A term may go by any of its names.

    Returns
    -------
    dict of str to str
        The same with terms by identifier, as `NamedQuery.bind` takes them.

    Raises
    ------
    UsageError
        If a name is that of no term, or of several, or no such species or sex is known.
    """
    kinds = {parameter.name: parameter.kind for parameter in query.parameters}
    names = Names(corpus) if "term" in kinds.values() else None
    found = dict(given)
    for name, value in given.items():
        kind = kinds.get(name, "")
        if kind == "term" and names is not None:
            found[name] = names.resolve(value.removeprefix(PREFIX)).id
        known = corpus.ontology.values[kind] if kind in VOCABULARIES else {value}
        if value not in known:
            raise UsageError(f"no {kind} is called {shown(value)}: use {', '.join(known)}")
    return found


def _hint(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name.lower(), list(known), n=3, cutoff=0.5)
    return f"did you mean {', '.join(near)}?" if near else ""


def _iri(value: str) -> str:
    if not SLUG.fullmatch(value):
        raise UsageError(f"{shown(value)} is no identifier of a term: see 'kg show'")
    return f"<{BASE}term/{value}>"


def _literal(name: str, kind: str, value: str) -> str:
    if kind != "number":
        return f'"{escaped(value)}"'
    if not NUMBER.fullmatch(value):
        raise UsageError(f"{name} is a number, and {shown(value)} is none: write 3 or 0.5")
    return value


def _place(text: str, name: str) -> tuple[int, int]:
    """Find where the value of a parameter stands in the text of a query."""
    found = list(re.finditer(rf"^ *VALUES \?{name} {{ (.+) }}$", text, re.MULTILINE))
    if len(found) != 1:
        raise ValueError(f"{len(found)} lines 'VALUES ?{name} {{ … }}'")
    return found[0].span(1)


def _read(path: Path) -> NamedQuery:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise KgError(f"cannot read {printable(str(path))}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise KgError(f"{printable(str(path))} is not UTF-8: save it as UTF-8 text") from error
    return _Reader(path, text).query()


class _Reader:
    """Reads one file; what it finds wrong it names by file and line."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text

    def query(self) -> NamedQuery:
        if not NAME.fullmatch(self.path.stem):
            raise self._wrong(1, "a query is named in small letters, with - between words")
        said: dict[str, list[tuple[int, str]]] = {}
        line = 0
        for line, key, value in self._header():
            said.setdefault(key, []).append((line, value))
        for key in (*ONCE, "parameters"):
            if key not in said:
                raise self._wrong(line + 1, f"the header lacks '# {key}: …'")
        for key in ONCE:
            if len(said[key]) > 1:
                raise self._wrong(said[key][1][0], f"'# {key}: …' stands here a second time")
        at, columns = said["columns"][0]
        return NamedQuery(
            name=self.path.stem,
            title=said["title"][0][1],
            question=said["question"][0][1],
            parameters=tuple(self._parameters(said["parameters"])),
            columns=tuple(self._variable(at, name) for name in columns.split(", ")),
            notes=tuple(note for _, note in said.get("note", ())),
            text=self.text,
        )

    def _header(self) -> Iterator[tuple[int, str, str]]:
        for number, line in enumerate(self.text.split("\n"), start=1):
            if not line.startswith("#"):
                return
            found = HEADER.fullmatch(line)
            if not found or found[1] not in {*ONCE, "parameters", "note"}:
                raise self._wrong(
                    number, "this is no '# title|question|parameters|columns|note: …'"
                )
            yield number, found[1], found[2]

    def _parameters(self, said: list[tuple[int, str]]) -> Iterator[Parameter]:
        if [value for _, value in said] == ["none"]:
            return
        for number, value in said:
            found = PARAMETER.fullmatch(value)
            if not found or found[2] not in KINDS:
                raise self._wrong(
                    number, f"a parameter is 'name (kind, default) — meaning', its kind {KINDS}"
                )
            parameter = Parameter(self._variable(number, found[1]), *found.groups()[1:])
            self._check_default(number, parameter)
            yield parameter

    def _check_default(self, number: int, parameter: Parameter) -> None:
        name, kind, default, _ = parameter
        try:
            start, end = _place(self.text, name)
        except ValueError as error:
            raise self._wrong(number, f"the query has {error}, and needs one") from error
        try:
            literal = PREFIX + default if kind == "term" else _literal(name, kind, default)
        except UsageError as error:
            raise self._wrong(number, str(error)) from error
        if self.text[start:end] != literal:
            raise self._wrong(number, f"the query has another default than {literal}")

    def _variable(self, number: int, name: str) -> str:
        found = VARIABLE.fullmatch(name)
        if not found:
            raise self._wrong(number, f"{shown(name)} is no name of a variable")
        return found[1]

    def _wrong(self, number: int, what: str) -> KgError:
        return KgError(f"{printable(str(self.path))}:{number}: {what}")
