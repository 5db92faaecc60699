"""`kg loops`: find feedback loops."""

from __future__ import annotations

from typing import Any

import click

from kg.cli._output import load_corpus
from kg.cli._questions import answer_options, constraint_options, constraints_of, deliver

__all__ = ["command"]


@click.command("loops")
@click.argument("terms", metavar="[TERM]...", nargs=-1)
@constraint_options
@answer_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    terms: tuple[str, ...],
    form: str,
    output: str | None,
    html: str | None,
    **options: Any,  # noqa: ANN401 - the constraints
) -> None:
    """Find feedback loops, reinforcing or balancing.

    A loop passes every TERM; without one, all loops are sought. The best come first.
    Two ways from one term to another, as in a feed-forward loop, lead nowhere back: they are
    compared by kg cuts FROM TO --signs.

    \b
    Examples:
      kg loops
      kg loops oxytocin --merge-pools
      kg loops depression --sign + --avoid osteoporosis --html loops.html
    """  # noqa: D301 - click needs the character
    via = (*terms, *options.pop("via"))
    found = load_corpus(ctx).loops(*via, **constraints_of(options))
    deliver(ctx, found, form=form, output=output, html=html)
