"""`kg diff`: the mechanisms of one context against those of another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from kg.asking import to_context
from kg.cli._output import load_corpus
from kg.cli._questions import answer_options, constraint_options, constraints_of, deliver

__all__ = ["command"]


@click.command("diff")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.argument("first", metavar="CONTEXT")
@click.argument("second", metavar="CONTEXT")
@constraint_options
@answer_options
@click.pass_context
def command(  # noqa: PLR0913 - the form of the answer, beside the question
    ctx: click.Context,
    /,
    *,
    source: str,
    target: str,
    first: str,
    second: str,
    form: str,
    output: str | None,
    html: str | None,
    **options: Any,  # noqa: ANN401 - the constraints
) -> None:
    """Compare the mechanisms of two contexts, female and male for one.

    FROM and TO are names of terms. A CONTEXT is a species, a sex or a stage of life, or several
    of these with commas between: female, mouse,male or stage=aged; or a model: model=NAME.

    \b
    kept         in both, with the same net sign
    turned       in both, with the other net sign
    unclear      in both, but the net sign is not known
    lost         in the first; tested in the second and not found
    gained       in the second only
    unsupported  in the first only; neither shown nor refuted in the second

    \b
    Examples:
      kg diff oxytocin "bone mass" female male
      kg diff SSRI "bone mass" mouse human --longest 3
    """  # noqa: D301 - click needs the character
    kb = load_corpus(ctx)
    constraints = constraints_of(options)
    found = kb.diff((source, target), first, second, **constraints)

    def why() -> str:
        """Say of each context why it has no path."""
        query = kb.query(source, target, **constraints)
        told = []
        for words in (first, second):
            context = query.scope.context.narrowed(to_context(kb.corpus, words))
            scope = replace(query.scope, context=context, prefer=False)
            told.append(f"{words}: {kb.explain(replace(query, scope=scope))}")
        return "".join(told)

    deliver(ctx, found, form=form, output=output, html=html, why=why)
