"""`kg upstream` and `kg downstream`: one question, asked in two directions."""

from __future__ import annotations

from typing import Any

import click

from kg.cli._output import load_corpus
from kg.cli._questions import answer_options, constraint_options, constraints_of, deliver

__all__ = ["reach_command"]


def reach_command(name: str, help_: str, *, up: bool) -> click.Command:
    """Make the command that lists what lies upstream of some terms, or downstream."""

    @click.command(name, help=help_)
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
        """Ask, and deliver what is found."""
        kb, constraints = load_corpus(ctx), constraints_of(options)
        found = (kb.upstream if up else kb.downstream)(*terms, **constraints)

        def why() -> str:
            """Say why there is none."""
            ends = ((), terms) if up else (terms, ())
            return str(kb.why_not(*ends, **constraints))

        alone = why if len(terms) == 1 else str
        deliver(ctx, found, form=form, output=output, html=html, why=alone)

    return command
