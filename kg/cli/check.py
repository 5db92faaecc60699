"""`kg check`: say all that is wrong with the tables."""

from __future__ import annotations

import click

from kg.cli._output import corpus_folder, load_corpus
from kg.errors import InvalidCorpusError
from kg.tables.canonical import format_tables

__all__ = ["command"]


@click.command("check")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Check every table and say all that is wrong.

    There is one line for each cell that is wrong:
    `file:line: column: value: what is wrong: what to do`. Nothing is written.
    """
    kb = load_corpus(ctx)
    unsorted = format_tables(corpus_folder(ctx), write=False)
    if unsorted:
        files = ", ".join(unsorted)
        click.echo(f"kg: not in canonical form: {files}: run 'kg format'", err=True)
        ctx.exit(InvalidCorpusError.exit_code)
    click.echo(f"{kb.summary()}: all right")
