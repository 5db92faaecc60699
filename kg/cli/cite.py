"""`kg cite`: studies and sources as BibTeX."""

from __future__ import annotations

import click

from kg.cli._output import load_corpus, output_option, write

__all__ = ["command"]


@click.command("cite")
@click.argument("names", nargs=-1, metavar="[STUDY]...")
@output_option
@click.pass_context
def command(ctx: click.Context, *, names: tuple[str, ...], output: str | None) -> None:
    """Write studies and sources as BibTeX.

    STUDY is the identifier of a study, or that of a claim, which stands for every study it
    rests on; without any, all are written. An entry holds only what was verified of the paper.

    \b
    Examples:
      kg cite -o bone.bib
      kg cite yirmiya2006
    """  # noqa: D301 - click needs the character
    write(load_corpus(ctx).cite(*names), output)
