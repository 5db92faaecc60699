"""`kg check`: say all that is wrong with the tables."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._output import corpus_folder
from kg.errors import InvalidCorpusError
from kg.knowledge import KnowledgeBase
from kg.sources import check_support, read_sources
from kg.tables import build_corpus, read_tables
from kg.tables.canonical import format_tables

__all__ = ["command"]


@click.command("check")
@click.option(
    "--sources",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="Folder with the texts of the sources: hold every row against the lines it cites.",
)
@click.pass_context
def command(ctx: click.Context, *, sources: str | None) -> None:
    """Check every table and say all that is wrong.

    There is one line for each cell that is wrong:
    `file:line: column: value: what is wrong: what to do`. Nothing is written.
    With --sources, what a row is about must stand in the lines that it cites, or its note must
    say why it does not.
    """
    folder = corpus_folder(ctx)
    tables = read_tables(folder)
    corpus = build_corpus(tables)
    unsorted = format_tables(folder, write=False)
    if unsorted:
        files = ", ".join(unsorted)
        click.echo(f"kg: not in canonical form: {files}: run 'kg format'", err=True)
        ctx.exit(InvalidCorpusError.exit_code)
    if sources:
        support = check_support(tables, corpus, read_sources(corpus, Path(sources)))
        if support.problems:
            raise InvalidCorpusError(support.problems)
        click.echo(
            f"{support.named} pieces of evidence name both ends in their lines, "
            f"{support.noted} say in a note why not"
        )
    click.echo(f"{KnowledgeBase(corpus).summary()}: all right")
