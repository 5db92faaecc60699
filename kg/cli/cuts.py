"""`kg cuts`: find what severs all paths between two terms, or what divides them by sign."""

from __future__ import annotations

from typing import Any

import click

from kg.cli._output import load_corpus
from kg.cli._questions import answer_options, constraint_options, constraints_of, deliver

__all__ = ["command"]


@click.command("cuts")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option(
    "--signs",
    is_flag=True,
    help="Part the paths by net sign instead, and find the hops that divide them.",
)
@constraint_options
@answer_options
@click.pass_context
def command(  # noqa: PLR0913 - the form of the answer, beside the question
    ctx: click.Context,
    /,
    *,
    source: str,
    target: str,
    signs: bool,
    form: str,
    output: str | None,
    html: str | None,
    **options: Any,  # noqa: ANN401 - the constraints
) -> None:
    """Find the fewest terms whose block severs all paths.

    Each term comes with what is known to block it, the models without its function, and what
    else its block would undo. The constraints say which paths are meant; -k how many cuts are
    listed.

    \b
    Examples:
      kg cuts "chronic mild stress" "bone loss"
      kg cuts SSRI "bone mass" --sign - --longest 4
      kg cuts SSRI "bone mass" --signs
    """  # noqa: D301 - click needs the character
    kb, constraints = load_corpus(ctx), constraints_of(options)
    found = (
        kb.split(source, target, **constraints) if signs else kb.cuts(source, target, **constraints)
    )

    def why() -> str:
        """Say why there is none."""
        some = kb.paths(source, target, **{**constraints, "k": 1})
        return "" if some else str(kb.why_not(source, target, **constraints))

    deliver(ctx, found, form=form, output=output, html=html, why=why)
