"""What the commands share: the corpus asked for, and where an answer goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

import kg
from kg.files import write_atomically
from kg.location import find_data

if TYPE_CHECKING:
    from kg.knowledge import KnowledgeBase

__all__ = [
    "NOTHING_FOUND",
    "corpus_folder",
    "load_corpus",
    "output_option",
    "write",
]

NOTHING_FOUND = 3

output_option = click.option(
    "-o", "--output", metavar="FILE", help="Write there instead of the screen."
)
"""Where the answer goes, as `write` takes it."""


def load_corpus(ctx: click.Context) -> KnowledgeBase:
    """Load the corpus that `--corpus` names, else the curated one."""
    return kg.load(ctx.obj)


def corpus_folder(ctx: click.Context) -> Path:
    """Give the folder that `--corpus` names, else that of the curated corpus."""
    return Path(ctx.obj) if ctx.obj else find_data()


def write(text: str, output: str | None) -> None:
    """Print a text as it is, or write it to a file and say so on standard error."""
    if output is None:
        # Of a text, click would drop what looks like the colours of a terminal.
        click.echo(text.encode(), nl=False)
        return
    write_atomically(Path(output), text)
    click.echo(f"wrote {output}", err=True)
