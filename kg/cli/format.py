"""`kg format`: bring tables into canonical form."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._output import corpus_folder, write
from kg.errors import InvalidCorpusError, KgError, UsageError
from kg.tables.canonical import format_tables, import_table

__all__ = ["command"]


@click.command("format")
@click.option("--check", is_flag=True, help="Write nothing; end with 4 if anything would change.")
@click.option(
    "--import",
    "imported",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="Repair one file that a spreadsheet saved, and print it.",
)
@click.option("-o", "--output", metavar="FILE", help="With --import: write there instead.")
@click.pass_context
def command(ctx: click.Context, *, check: bool, imported: str | None, output: str | None) -> None:
    """Bring the tables into canonical form.

    That is: sorted rows, sorted lists, one final line feed. With --import, a byte order mark,
    Windows line ends, quotes, commas between cells and empty rows of a spreadsheet are undone.
    """
    if output and not imported:
        raise UsageError("-o is for --import: the tables of a corpus are written in place")
    if check and imported:
        raise UsageError("--check is for the tables of a corpus: use it without --import")
    if imported:
        try:
            content = Path(imported).read_bytes()
        except OSError as error:
            raise KgError(f"cannot read {imported}: {error.strerror}") from error
        write(import_table(imported, content), output)
        return
    changed = format_tables(corpus_folder(ctx), write=not check)
    for file in changed:
        click.echo(file)
    if check and changed:
        ctx.exit(InvalidCorpusError.exit_code)
