"""`kg serve`: a SPARQL endpoint on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._output import corpus_folder, load_corpus
from kg.errors import KgError

__all__ = ["command"]

NEEDED = ("starlette", "uvicorn")


@click.command("serve")
@click.option("--port", default=8000, show_default=True, help="0 for any that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--allow-host",
    "names",
    metavar="NAME",
    multiple=True,
    help="A name that clients may call it by; needed where other machines can.",
)
@click.option(
    "--data",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Serve this RDF file, with its named graphs, instead of the corpus.",
)
@click.option("--timeout", default=30.0, show_default=True, help="Seconds a query may take.")
@click.option("--workers", default=2, show_default=True, help="Queries answered at a time.")
@click.option("--no-cors", is_flag=True, help="Keep scripts of other web sites from reading.")
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    *,
    port: int,
    host: str,
    names: tuple[str, ...],
    data: Path | None,
    timeout: float,
    workers: int,
    no_cors: bool,
) -> None:
    """Answer SPARQL over HTTP, with an editor and a page per record.

    It follows the SPARQL 1.1 Protocol at /sparql and is read-only. It can be reached from this
    machine alone unless --host says otherwise. Any web page open in a browser here may read
    the answers; with --no-cors none may.

    \b
    Examples:
      kg serve
      kg serve --data my.trig --no-cors --port 0
    """  # noqa: D301 - click needs the character
    kb = load_corpus(ctx)
    try:
        # Only here, because the two are an extra.
        from kg.server.dataset import Served  # noqa: PLC0415
        from kg.server.run import serve  # noqa: PLC0415
        from kg.server.settings import Settings  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if error.name not in NEEDED:
            raise
        raise KgError(
            f"{error.name} is not installed: pip install 'hormone-bone-kg[server]'"
        ) from error
    settings = Settings(
        host=host, port=port, hosts=names, seconds=timeout, workers=workers, shared=not no_cors
    )
    if data is None:
        served = Served.curated(kb.corpus, corpus_folder(ctx))
    else:
        served = Served.file(data, kb.corpus.ontology.prefixes)
    serve(served, settings, ready=_tell)


def _tell(address: str) -> None:
    click.echo(f"kg: listening on {address} (Ctrl-C ends it)", err=True)
