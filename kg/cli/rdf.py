"""`kg rdf`: write the corpus as RDF."""

from __future__ import annotations

import click

from kg.cli._output import load_corpus, output_option, write

__all__ = ["command"]


@click.command("rdf")
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(["turtle", "json-ld", "nquads"]),
    default="turtle",
    show_default=True,
    help="How to write the corpus; only nquads holds background knowledge.",
)
@output_option
@click.pass_context
def command(ctx: click.Context, fmt: str, output: str | None) -> None:
    """Write the corpus as Turtle, JSON-LD or N-Quads.

    Every claim is a node with its evidence; claims that are edges are plain triples too. The
    same corpus always gives the same bytes.
    """
    write(load_corpus(ctx).serialise(fmt), output)
