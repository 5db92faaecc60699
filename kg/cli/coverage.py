"""`kg coverage`: what came of every line of the sources."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kg.cli._output import load_corpus, output_option, write
from kg.cli._width import terminal_width
from kg.errors import InvalidCorpusError
from kg.views.ledger import to_records, to_text

if TYPE_CHECKING:
    from kg.sources import Coverage

__all__ = ["command"]


@click.command("coverage")
@click.option(
    "--sources",
    metavar="DIR",
    required=True,
    type=click.Path(exists=True, file_okay=False),
    help="Folder with the texts of the sources, named as in triples/sources.tsv.",
)
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to write the ledger.",
)
@output_option
@click.pass_context
def command(ctx: click.Context, *, sources: str, fmt: str, output: str | None) -> None:
    """Say what came of every line of the sources.

    A line on which anything is written is covered if a claim, study, experiment, gap or
    discrepancy cites it, out of scope if triples/out_of_scope.tsv says why, and open otherwise.
    Ends with 4 if any is open, and names it.
    """
    ledger = load_corpus(ctx).coverage(sources)
    if fmt == "json":
        text = json.dumps(to_records(ledger), ensure_ascii=False, indent=1) + "\n"
    else:
        text = to_text(ledger, width=terminal_width())
    write(text, output)
    for source in ledger:
        _name_open(source)
    if any(source.uncovered for source in ledger):
        ctx.exit(InvalidCorpusError.exit_code)


def _name_open(source: Coverage) -> None:
    if source.open:
        lines = ", ".join(map(str, source.open))
        click.echo(f"kg: open lines of {source.source}: {lines}", err=True)
