"""`kg map`: draw the graph."""

from __future__ import annotations

import click

from kg.cli._output import load_corpus

__all__ = ["command"]


@click.command("map")
@click.option("-o", "--output", metavar="FILE", required=True, help="The page to write.")
@click.pass_context
def command(ctx: click.Context, output: str) -> None:
    """Draw the whole graph as one interactive page.

    The page is one file that opens in any browser and loads nothing from the network.

    \b
    Example:
      kg map -o bone.html
    """  # noqa: D301 - click needs the character
    load_corpus(ctx).map().save(output)
    click.echo(f"wrote {output}", err=True)
