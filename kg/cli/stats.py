"""`kg stats`: how much the corpus holds of what."""

from __future__ import annotations

import json

import click

from kg.cli._output import load_corpus, output_option, write
from kg.cli._width import terminal_width
from kg.views.statistics import to_records, to_text

__all__ = ["command"]


@click.command("stats")
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to write the counts.",
)
@output_option
@click.pass_context
def command(ctx: click.Context, *, fmt: str, output: str | None) -> None:
    """Count claims and evidence by mechanism, context and citation.

    A claim counts under every value that any of its evidence has, so that the claims of one
    respect do not add up; the evidence does, but where it was seen in several species or sexes.
    """
    corpus = load_corpus(ctx).corpus
    if fmt == "json":
        text = json.dumps(to_records(corpus), ensure_ascii=False, indent=1) + "\n"
    else:
        text = to_text(corpus, width=terminal_width())
    write(text, output)
