"""`kg upstream`: what leads to a term, or to all of several."""

from __future__ import annotations

from typing import Any

import click

from kg.cli._output import load_corpus
from kg.cli._questions import answer_options, constraint_options, constraints_of, deliver

__all__ = ["command"]


@click.command("upstream")
@click.argument("terms", metavar="TERM...", nargs=-1, required=True)
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
    """Find what leads to a term, or to several.

    Of several terms, it is what leads to all of them, and whether it moves them the same way.
    The best supported come first, each with the best path of each net sign.

    \b
    Examples:
      kg upstream "bone loss" --sign + --longest 2
      kg upstream "bone formation" "bone resorption" --species mouse
    """  # noqa: D301 - click needs the character
    kb = load_corpus(ctx)
    constraints = constraints_of(options)
    found = kb.upstream(*terms, **constraints)

    def why() -> str:
        """Say why there is none."""
        return str(kb.why_not((), terms, **constraints))

    alone = why if len(terms) == 1 else str
    deliver(ctx, found, form=form, output=output, html=html, why=alone)
