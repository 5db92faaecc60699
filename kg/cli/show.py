"""`kg show`: a term or a claim with all its evidence."""

from __future__ import annotations

import click

from kg.cli._output import load_corpus, write
from kg.cli._width import terminal_width
from kg.errors import UsageError
from kg.views.cards import claim_card, term_card, term_list
from kg.views.why import why_card

__all__ = ["command"]


@click.command("show")
@click.argument("name", required=False)
@click.option(
    "--sources",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="Folder with the texts of the sources: print the lines a claim stands on.",
)
@click.option("--why", is_flag=True, help="Show how strong a claim is, and every part of it.")
@click.pass_context
def command(ctx: click.Context, name: str | None, *, sources: str | None, why: bool) -> None:
    """Show a term or a claim with all its evidence.

    NAME is any name of a term, or the identifier of a claim as `kg show TERM` prints it.
    Without it, all terms are listed.

    \b
    Examples:
      kg show OXTR
      kg show "5-HT"
      kg show 362ff7bcf998 --sources texts/
      kg show 362ff7bcf998 --why
    """  # noqa: D301 - click needs the character
    kb = load_corpus(ctx)
    width = terminal_width()
    if sources and name not in kb.corpus.claims:
        raise UsageError("--sources is for one claim: name it by its identifier")
    if why and name not in kb.corpus.claims:
        raise UsageError("--why is for one claim: name it by its identifier")
    if why and sources:
        raise UsageError("--why prints no lines of the sources: leave one of the two away")
    if name is None:
        text = term_list(kb.corpus, width=width)
    elif why:
        text = why_card(kb.corpus, kb.corpus.claims[name], width=width)
    elif name in kb.corpus.claims:
        text = claim_card(
            kb.corpus,
            kb.corpus.claims[name],
            texts=kb.texts(sources) if sources else None,
        )
    else:
        text = term_card(kb.corpus, kb.resolve(name), width=width)
    write(text, None)
