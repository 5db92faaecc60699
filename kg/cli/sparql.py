"""`kg sparql`: answer a query."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._output import NOTHING_FOUND, load_corpus, terminal_width, write
from kg.errors import KgError, LimitError, UsageError
from kg.sparql import FORMATS as BINDINGS
from kg.sparql import Answer, Limits, Reply, run
from kg.views.cards import table_text

if TYPE_CHECKING:
    from kg.model import Corpus

__all__ = ["command"]

FORMATS = ("table", *BINDINGS, "turtle")


@click.command("sparql")
@click.option("-e", "text", metavar="TEXT", help="The query itself.")
@click.option("-f", "--file", "file", metavar="FILE", help="A file that holds it; - is stdin.")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(FORMATS),
    help="Default: table, and turtle for a query that returns a graph.",
)
@click.option("-o", "--output", metavar="FILE", help="Write there instead of the screen.")
@click.option("--timeout", default=60.0, show_default=True, help="Seconds a query may take.")
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    *,
    text: str | None,
    file: str | None,
    fmt: str | None,
    output: str | None,
    timeout: float,
) -> None:
    """Answer a SPARQL query.

    It is TEXT, or what FILE holds, or what stands on standard input. The prefixes term:,
    claim:, evidence:, study:, hb: and those of public vocabularies need not be declared.

    \b
    Examples:
      kg sparql -e 'SELECT ?drug { ?drug hb:prevents term:bone_loss }'
      kg sparql -f question.rq --format csv
    """  # noqa: D301 - click needs the character
    query = _query(text, file)
    corpus = load_corpus(ctx).corpus
    bindings = fmt if fmt in BINDINGS else "json"
    reply = run(corpus, query, fmt=bindings, limits=Limits(seconds=timeout))
    if (reply.kind == "graph") != (fmt == "turtle") and fmt is not None:
        form = "a graph" if reply.kind == "graph" else "no graph"
        raise UsageError(f"the query returns {form}, which cannot be written as {fmt}")
    write(reply.text if reply.kind == "graph" or fmt in BINDINGS else _table(reply, corpus), output)
    if _is_empty(reply, bindings):
        click.echo("kg: the answer is empty", err=True)
        ctx.exit(NOTHING_FOUND)


def _query(text: str | None, file: str | None) -> str:
    if text is not None and file is not None:
        raise UsageError("the query is given twice: use -e or -f")
    if text is not None:
        return text
    if file in {None, "-"} and sys.stdin is None:
        raise UsageError("no query is given: use -e or -f")
    try:
        raw = sys.stdin.buffer.read() if file is None or file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise KgError(f"cannot read {file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file or 'the query'} is not UTF-8: save it as UTF-8 text") from error


def _table(reply: Reply, corpus: Corpus) -> str:
    answer = Answer.read(reply.kind, reply.text, corpus.ontology.prefixes)
    if answer.truth is not None:
        return "yes\n" if answer.truth else "no\n"
    return table_text(answer.columns, answer.rows, width=terminal_width())


def _is_empty(reply: Reply, fmt: str) -> bool:
    if reply.kind == "graph":
        return not reply.text.strip()
    if reply.kind == "ask":
        return False
    if fmt in {"csv", "tsv"}:
        return reply.text.count("\n") == 1  # the header
    try:
        return not Answer.read(reply.kind, reply.text, {}).rows
    except LimitError:  # it was written as it is, and there is more of it than can be read
        return False
