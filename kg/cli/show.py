"""`kg show`: a term or a claim with all its evidence."""

from __future__ import annotations

import click

from kg.cli._output import load_corpus, terminal_width, write
from kg.views.cards import claim_card, term_card, term_list

__all__ = ["command"]


@click.command("show")
@click.argument("name", required=False)
@click.pass_context
def command(ctx: click.Context, name: str | None) -> None:
    """Show a term or a claim with all its evidence.

    NAME is any name of a term, or the identifier of a claim as `kg show TERM` prints it.
    Without it, all terms are listed.

    \b
    Examples:
      kg show OXTR
      kg show "5-HT"
    """  # noqa: D301 - click needs the character
    kb = load_corpus(ctx)
    width = terminal_width()
    if name is None:
        text = term_list(kb.corpus, width=width)
    elif name in kb.corpus.claims:
        text = claim_card(kb.corpus, kb.corpus.claims[name])
    else:
        text = term_card(kb.corpus, kb.resolve(name), width=width)
    write(text, None)
