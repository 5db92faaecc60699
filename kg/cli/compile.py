"""`kg compile`: make arrays of a graph in KGX TSV."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._output import load_corpus
from kg.errors import printable
from kg.exchange.compiling import compile_graph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.exchange.compiling import Summary

__all__ = ["command"]

NAMED = 5
"""Words that are named of those that could not be understood."""


@click.command("compile")
@click.argument("nodes")
@click.argument("edges")
@click.option(
    "-o", "--output", metavar="DIR", required=True, help="Folder to write; a graph is replaced."
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@click.pass_context
def command(ctx: click.Context, *, nodes: str, edges: str, output: str, quiet: bool) -> None:
    """Make arrays of a large graph in KGX TSV, to search it joined.

    NODES and EDGES are TSV files in the form of KGX, plain or packed by gzip: nodes with id,
    category and maybe name; edges with subject, predicate and object, and maybe qualifiers,
    knowledge_level, primary_knowledge_source and publications. ontology/kgx.tsv says which
    sign each predicate has.

    The folder is written whole or not at all: not if any row is wrong. Edges that are negated
    are left out. The same files always give the same bytes.

    \b
    Examples:
      kg compile nodes.tsv edges.tsv -o graph
      kg compile monarch-kg_nodes.tsv.gz monarch-kg_edges.tsv.gz -o monarch -q
    """  # noqa: D301 - click needs the character
    corpus = load_corpus(ctx).corpus
    done = _Progress(quiet=quiet)
    try:
        summary = compile_graph(Path(nodes), Path(edges), Path(output), corpus=corpus, done=done)
    finally:
        done.end()
    if not quiet:
        for line in _told(summary, output):
            click.echo(printable(line), err=True)


def _told(summary: Summary, output: str) -> list[str]:
    about = summary.about
    lines = [f"wrote {output}: {about.nodes:,} nodes, {about.edges:,} edges, {about.hops:,} hops"]
    if about.negated:
        lines.append(f"negated edges left out: {about.negated:,}")
    if summary.unread:
        count = sum(number for _, number in summary.unread)
        lines.append(
            f"{_have(summary.unread, 'predicate', 'predicates')} no row in ontology/kgx.tsv; "
            f"{count:,} edges are associations of unknown sign: {_first(summary.unread)}"
        )
    if summary.unweighed:
        levels = _have(summary.unweighed, "level of knowledge", "levels of knowledge")
        lines.append(
            f"{levels} no weight in ontology/strength.tsv, and that of not_provided is taken: "
            f"{_first(summary.unweighed)}"
        )
    return lines


def _have(words: Sequence[tuple[str, int]], one: str, many: str) -> str:
    return f"1 {one} has" if len(words) == 1 else f"{len(words):,} {many} have"


def _first(words: Sequence[tuple[str, int]]) -> str:
    named = ", ".join(f"{word} ({count:,})" for word, count in words[:NAMED])
    return f"{named}, …" if len(words) > NAMED else named


def _is_terminal() -> bool:
    return sys.stderr.isatty()


class _Progress:
    """Says how far it is: on one line of a terminal, elsewhere a line now and then."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._terminal = _is_terminal()
        self._last = ""

    def __call__(self, file: str, count: int) -> None:
        if self._quiet:
            return
        if file != self._last:
            self.end()
        self._last = file
        start = "\r" if self._terminal else ""
        click.echo(f"{start}{printable(file)}: {count:,} rows", err=True, nl=not self._terminal)

    def end(self) -> None:
        """Leave the line, so that what follows has one of its own."""
        if self._last and self._terminal:
            click.echo(err=True)
