"""`kg map`: draw the graph."""

from __future__ import annotations

import click

from kg.cli._output import load_corpus

__all__ = ["command"]


@click.command("map")
@click.argument("terms", metavar="[TERM]...", nargs=-1)
@click.option("--hops", type=int, help="How many claims away from them; 1 if not given.")
@click.option("--strongest", type=int, metavar="N", help="Only the N strongest claims.")
@click.option(
    "-o", "--output", metavar="FILE", required=True, help="The page to write; a picture if *.svg."
)
@click.pass_context
def command(
    ctx: click.Context,
    terms: tuple[str, ...],
    *,
    hops: int | None,
    strongest: int | None,
    output: str,
) -> None:
    """Draw the graph as one interactive page, or as a picture.

    TERM names the terms whose surroundings are drawn; without one it is the whole graph. The
    page is one file that opens in any browser and loads nothing from the network. What is too
    much for a browser is left out, the weakest claims first.

    \b
    Examples:
      kg map -o bone.html
      kg map OXTR osteoblast --hops 2 -o oxtr.html
      kg map --strongest 100 -o bone.svg
    """  # noqa: D301 - click needs the character
    page = load_corpus(ctx).map(*terms, hops=hops, strongest=strongest)
    page.save(output)
    if page.notice:
        click.echo(f"kg: {page.notice}", err=True)
    click.echo(f"wrote {output}", err=True)
