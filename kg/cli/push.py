"""`kg push`: load a release into a SPARQL store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._output import load_corpus
from kg.errors import KgError, UsageError
from kg.exchange.push import State, Target, check_counts, push, to_batches
from kg.exchange.reach import to_reach_nquads
from kg.rdf import to_nquads
from kg.sparql.data import read_rdf
from kg.sparql.web import Credentials

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["command"]

LONGEST_PASSWORD = 4096
REPORTS = 10


@click.command("push")
@click.argument("url")
@click.option("--update", metavar="URL", help="Update service of the store.  [default: URL]")
@click.option("--store", metavar="URL", help="Graph store service, to use instead of updates.")
@click.option("--graph", default="", metavar="IRI", help="Put the default graph there.")
@click.option("--file", "file", metavar="FILE", help="Load this RDF file instead of the corpus.")
@click.option(
    "--reach", is_flag=True, help="Also load which terms each raises or lowers in the end."
)
@click.option("--replace", is_flag=True, help="Empty each graph that is loaded first.")
@click.option("--batch", default=1000, show_default=True, help="Triples sent at a time.")
@click.option("--state", metavar="FILE", help="Keep there how far it went, and go on from there.")
@click.option("--user", metavar="NAME", help="Name to log in with, if the store asks for one.")
@click.option("--password-file", metavar="FILE", help="File that holds the password.")
@click.option("--timeout", default=60.0, show_default=True, help="Seconds a request may take.")
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    *,
    url: str,
    update: str | None,
    store: str | None,
    graph: str,
    file: str | None,
    reach: bool,
    replace: bool,
    batch: int,
    state: str | None,
    user: str | None,
    password_file: str | None,
    timeout: float,
) -> None:
    """Load a release into a SPARQL 1.1 store.

    URL is where the store answers queries; in the end the triples there are counted. Data goes
    in by updates, or with --store over the Graph Store Protocol. What a store has of it already
    does no harm, so a push that broke off may be run again; with --state it goes on.

    --reach is for stores whose property paths give up on long walks: it loads the graph
    graph:reach, with hb:reaches_positively and hb:reaches_negatively between terms.

    \b
    Examples:
      kg push http://localhost:7878/query --update http://localhost:7878/update
      kg push http://localhost:8890/sparql --update http://localhost:8890/sparql-auth \\
        --graph https://w3id.org/hormone-bone/ --user dba --password-file FILE --reach
    """  # noqa: D301 - click needs the character
    if update and store:
        raise UsageError("the data can go in one way: use --update or --store")
    credentials = _credentials(user, password_file)
    target = Target(url, "" if store else update or url, store or "", credentials, timeout)
    nquads = read_rdf(Path(file)) if file else to_nquads(load_corpus(ctx).corpus)
    if reach:
        nquads += to_reach_nquads(nquads)
    batches = to_batches(nquads, graph=graph, size=batch)
    kept = State(Path(state), batches, target) if state else None
    start = kept.read() if kept else 0
    report = _reporter(len(batches))

    def _done(number: int) -> None:
        if kept:
            kept.write(number)
        report(number)

    push(batches, target, start=start, replace=replace, done=_done)
    counts = check_counts(batches, target)
    if kept:
        kept.remove()
    for name, count in counts.items():
        click.echo(f"{count} triples in {name or 'the default graph'}", err=True)


def _credentials(user: str | None, file: str | None) -> Credentials | None:
    if (user is None) != (file is None):
        raise UsageError("a name needs a password and a password a name: --user, --password-file")
    if user is None or file is None:
        return None
    try:
        with Path(file).open("rb") as stream:
            password = stream.read(LONGEST_PASSWORD).decode().removesuffix("\n").removesuffix("\r")
    except OSError as error:
        raise KgError(f"cannot read {file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8: save it as UTF-8 text") from error
    return Credentials(user, password)


def _reporter(total: int) -> Callable[[int], None]:
    """Say how far it is: on one line of a terminal, elsewhere a line now and then."""
    terminal = sys.stderr.isatty()
    step = 1 if terminal else max(total // REPORTS, 1)

    def report(number: int) -> None:
        if number % step == 0 or number == total:
            end = terminal and number < total
            click.echo("\r" * terminal + f"{number} of {total} batches", err=True, nl=not end)

    return report
