"""`kg sparql`: answer a query."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from kg.cli._output import (
    NOTHING_FOUND,
    corpus_folder,
    load_corpus,
    output_option,
    write,
)
from kg.cli._width import terminal_width
from kg.errors import KgError, LimitError, UsageError, shown
from kg.exchange.reach import with_reach
from kg.rdf import to_nquads
from kg.sparql import FORMATS as BINDINGS
from kg.sparql import Answer, Limits, Reply
from kg.sparql.data import read_rdf
from kg.sparql.library import find_query, find_values, read_library
from kg.sparql.remote import ask
from kg.sparql.run import run_on
from kg.views.cards import table_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model import Corpus
    from kg.sparql.library import NamedQuery

__all__ = ["command"]

FORMATS = ("table", *BINDINGS, "turtle")


def _names(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """Complete the name of a query, with what it asks."""
    library = read_library(corpus_folder(ctx))
    return [
        CompletionItem(name, help=query.title)
        for name, query in library.items()
        if name.startswith(typed)
    ]


@click.command("sparql")
@click.option("-e", "text", metavar="TEXT", help="The query itself.")
@click.option("-f", "--file", "file", metavar="FILE", help="A file that holds it; - is stdin.")
@click.option(
    "-q",
    "--query",
    "name",
    metavar="NAME",
    shell_complete=_names,
    help="A query of the library.",
)
@click.option(
    "-p",
    "--param",
    "params",
    metavar="NAME=VALUE",
    multiple=True,
    help="What that query is to be about; may be given for each of its parameters.",
)
@click.option("--list", "listed", is_flag=True, help="List the queries of the library.")
@click.option("--data", metavar="FILE", help="Ask this RDF file instead of the corpus.")
@click.option("--endpoint", metavar="URL", help="Ask the SPARQL service there instead.")
@click.option(
    "--reach", is_flag=True, help="Use what 'kg push --reach' loaded there for property paths."
)
@click.option("--before", default="", metavar="TEXT", help="Put this before the query.")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(FORMATS),
    help="Default: table, and turtle for a query that returns a graph.",
)
@output_option
@click.option("--timeout", default=60.0, show_default=True, help="Seconds a query may take.")
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    *,
    text: str | None,
    file: str | None,
    name: str | None,
    params: Sequence[str],
    listed: bool,
    data: str | None,
    endpoint: str | None,
    reach: bool,
    before: str,
    fmt: str | None,
    output: str | None,
    timeout: float,
) -> None:
    """Answer a SPARQL query.

    It is TEXT, or what FILE holds, or a query of the library by its name, or what stands on
    standard input. The prefixes term:, claim:, evidence:, study:, hb: and those of public
    vocabularies need not be declared.

    A FILE given with --data is read whole; what it asks for is not fetched. The endpoint sees
    the query and nothing else.

    \b
    Examples:
      kg sparql -e 'SELECT ?drug { ?drug hb:prevents term:bone_loss }'
      kg sparql --list
      kg sparql --query drugs-that-block --param target="bone loss"
      kg sparql -f question.rq --data my.trig --format csv
      kg sparql --query nulls --endpoint http://localhost:7878/query
    """  # noqa: D301 - click needs the character
    if listed:
        write(_listing(read_library(corpus_folder(ctx))), output)
        return
    if sum(given is not None for given in (text, file, name)) > 1:
        raise UsageError("the query is given twice: use one of -e, -f and --query")
    if data is not None and endpoint is not None:
        raise UsageError("two places are to be asked: use --data or --endpoint")
    if params and name is None:
        raise UsageError("--param is for a query of the library: name it with --query")
    corpus = load_corpus(ctx).corpus
    query = _named(ctx, corpus, name, params) if name is not None else _written(text, file)
    query = before + (with_reach(query) if reach else query)
    bindings = fmt if fmt in BINDINGS else "json"
    prefixes = corpus.ontology.prefixes
    if endpoint is not None:
        reply = ask(endpoint, query, fmt=bindings, prefixes=prefixes, seconds=timeout)
    else:
        limits = Limits(seconds=timeout)
        nquads = to_nquads(corpus) if data is None else read_rdf(Path(data), limits=limits)
        reply = run_on(nquads, prefixes, query, fmt=bindings, limits=limits)
    if (reply.kind == "graph") != (fmt == "turtle") and fmt is not None:
        form = "a graph" if reply.kind == "graph" else "no graph"
        raise UsageError(f"the query returns {form}, which cannot be written as {fmt}")
    write(reply.text if reply.kind == "graph" or fmt in BINDINGS else _table(reply, corpus), output)
    if _is_empty(reply, bindings):
        click.echo("kg: the answer is empty", err=True)
        ctx.exit(NOTHING_FOUND)


def _listing(library: Mapping[str, NamedQuery]) -> str:
    rows = []
    for name, query in library.items():
        about = ", ".join(f"{one.name}={one.default}" for one in query.parameters)
        rows.append((name, f"{query.question} {f'({about})' if about else ''}".rstrip()))
    return table_text(("query", "what it asks"), rows, width=terminal_width(), whole="query")


def _named(ctx: click.Context, corpus: Corpus, name: str, params: Sequence[str]) -> str:
    """Write a query of the library with the values given for its parameters."""
    query = find_query(read_library(corpus_folder(ctx)), name)
    given = dict[str, str]()
    for param in params:
        key, equals, value = param.partition("=")
        if not equals:
            raise UsageError(f"{shown(param)} gives no value: write NAME=VALUE")
        if key in given:
            raise UsageError(f"{shown(key)} is given twice: give it once")
        given[key] = value
    return query.bind(**find_values(corpus, query, given))


def _written(text: str | None, file: str | None) -> str:
    if text is not None:
        return text
    if file in {None, "-"} and sys.stdin is None:
        raise UsageError("no query is given: use -e, -f or --query")
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
