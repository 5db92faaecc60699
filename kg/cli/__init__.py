"""The command line: thin shells over the library.

A command is a module of its own, loaded only when it runs; its one-line help stands here so
that `kg --help` need not load any.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

from kg.errors import InvalidCorpusError, KgError

__all__ = ["COMMANDS", "main", "root"]

COMMANDS = {
    "build": "Write the release: RDF, OWL, nanopublications, mappings.",
    "check": "Check every table and say all that is wrong.",
    "cite": "Write studies and sources as BibTeX.",
    "compile": "Make arrays of a large graph in KGX TSV, to search it joined.",
    "coverage": "Say what came of every line of the sources.",
    "cuts": "Find the fewest terms whose block severs all paths.",
    "diff": "Compare the mechanisms of two contexts, female and male for one.",
    "downstream": "Find what a term, or several, lead to.",
    "format": "Bring the tables into canonical form.",
    "loops": "Find feedback loops, reinforcing or balancing.",
    "map": "Draw the graph as one interactive page, or as a picture.",
    "path": "Trace the mechanisms from one term to another.",
    "push": "Load a release into a SPARQL 1.1 store.",
    "rdf": "Write the corpus as Turtle, JSON-LD or N-Quads.",
    "serve": "Answer SPARQL over HTTP, with an editor and a page per record.",
    "show": "Show a term or a claim with all its evidence.",
    "sparql": "Answer a SPARQL query.",
    "stats": "Count claims and evidence by mechanism, context and citation.",
    "upstream": "Find what leads to a term, or to several.",
}
INTERRUPTED = 130
YOUNG = 100_000
"""New objects after which Python looks for cycles."""


class _Lazy(click.Command):
    """Stands for a command in lists and suggestions; its module is loaded when it runs."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 - click's signature
    ) -> click.Context:
        command = import_module(f"kg.cli.{self.name}").command
        assert isinstance(command, click.Command)  # noqa: S101 - our own modules
        return command.make_context(info_name, args, parent, **extra)


class _Root(click.Group):
    """A group that prints our errors plainly and ends with their exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except InvalidCorpusError as error:  # each line starts with the file it is about
            click.echo(str(error), err=True)
            ctx.exit(error.exit_code)
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("kg: interrupted", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=_Root, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    package_name="hormone-bone-kg", prog_name="kg", message="%(prog)s %(version)s"
)
@click.option(
    "--corpus",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="Folder with triples/ and ontology/ to use instead of the curated corpus.",
)
@click.pass_context
def root(ctx: click.Context, corpus: str | None) -> None:
    """Trace how hormones, stress, behaviour and drugs act on bone.

    Names of terms may be written in any way: oxytocin, OT, BMP-2, bmp2, 5HTT,
    "β-adrenergic receptor".

    Exit codes: 0 ok; 1 runtime failure or a limit hit; 2 usage or unknown name;
    3 no answer; 4 the tables are not valid; 130 interrupted.
    """
    ctx.obj = corpus


for _name, _help in COMMANDS.items():
    root.add_command(_Lazy(_name, short_help=_help))


def main() -> None:
    """Run the command line; data goes to standard output as UTF-8, all else to the other."""
    # Records are many and live to the end: looking for cycles among them takes a tenth of all.
    gc.set_threshold(YOUNG)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        root(prog_name="kg")
    except OSError as error:  # commands have caught all others: standard output is full or gone
        # What Python still holds for it must not fail again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        click.echo(f"kg: cannot write the answer: {error.strerror}", err=True)
        sys.exit(KgError.exit_code)
