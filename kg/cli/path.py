"""`kg path`: trace mechanisms."""

from __future__ import annotations

from typing import Any

import click

from kg.cli._output import load_corpus
from kg.cli._questions import answer_options, constraint_options, constraints_of, deliver

__all__ = ["command"]


@click.command("path")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option(
    "--graph",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="Search joined with a graph that kg compile wrote; its nodes go by their ids.",
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
    graph: str | None,
    form: str,
    output: str | None,
    html: str | None,
    **options: Any,  # noqa: ANN401 - the constraints
) -> None:
    """Trace the mechanisms from one term to another.

    FROM and TO are names of terms. The best paths come first.

    \b
    Examples:
      kg path oxytocin BMP-2 --via OXTR
      kg path "chronic mild stress" "bone loss" --sign +
      kg path SSRI "bone mass" --species mouse --html ssri.html
    """  # noqa: D301 - click needs the character
    kb = load_corpus(ctx)
    asked = kb.join(graph) if graph else kb
    found = asked.paths(source, target, **constraints_of(options))

    def why() -> str:
        """Say why there is none."""
        return "" if graph else str(kb.explain(found.paths.query))

    deliver(ctx, found, form=form, output=output, html=html, why=why)
