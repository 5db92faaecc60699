"""`kg path`: trace mechanisms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kg.cli._output import NOTHING_FOUND, load_corpus, output_option, write
from kg.views.paths import TSV_COLUMNS, summary, to_markdown, to_outline, to_records, to_rows

if TYPE_CHECKING:
    from kg.knowledge import Mechanisms

__all__ = ["command"]

FORMATS = ("text", "json", "jsonl", "tsv", "markdown")


@click.command("path")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--sign", type=click.Choice(["+", "-"]), help="Net sign wanted; any if not given.")
@click.option("-k", "count", default=10, show_default=True, help="How many paths at most.")
@click.option("--longest", default=6, show_default=True, help="How many hops at most.")
@click.option("--via", multiple=True, metavar="TERM", help="Term to pass; may be repeated.")
@click.option("--avoid", multiple=True, metavar="TERM", help="Term not to pass; may be repeated.")
@click.option("--species", default="", help="Every hop has evidence in this species.")
@click.option("--sex", default="", help="Every hop has evidence in this sex.")
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to write the paths.",
)
@output_option
@click.option("--html", metavar="FILE", help="Also draw the paths as an interactive page.")
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    *,
    source: str,
    target: str,
    sign: str | None,
    count: int,
    longest: int,
    via: tuple[str, ...],
    avoid: tuple[str, ...],
    species: str,
    sex: str,
    fmt: str,
    output: str | None,
    html: str | None,
) -> None:
    """Trace the mechanisms from one term to another.

    FROM and TO are names of terms. The best paths come first.

    \b
    Examples:
      kg path oxytocin BMP-2 --via OXTR
      kg path "chronic mild stress" "bone loss" --sign +
      kg path SSRI "bone mass" --species mouse --html ssri.html
    """  # noqa: D301 - click needs the character
    found = load_corpus(ctx).paths(
        source,
        target,
        sign=sign,
        k=count,
        longest=longest,
        via=via,
        avoid=avoid,
        species=species,
        sex=sex,
    )
    if found or fmt != "text":
        write(_rendered(found, fmt), output)
    if not found:
        click.echo(f"kg: {summary(found.corpus, found.paths)}", err=True)
        ctx.exit(NOTHING_FOUND)
    if html:
        found.map().save(html)
        click.echo(f"wrote {html}", err=True)


def _rendered(found: Mechanisms, fmt: str) -> str:
    corpus, paths = found.corpus, found.paths
    if fmt == "json":
        answer = {
            "source": paths.source,
            "target": paths.target,
            "complete": paths.complete,
            "paths": to_records(corpus, paths),
        }
        return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
    if fmt == "jsonl":
        lines = (json.dumps(path, ensure_ascii=False) for path in to_records(corpus, paths))
        return "".join(f"{line}\n" for line in lines)
    if fmt == "tsv":
        rows = [TSV_COLUMNS, *to_rows(corpus, paths)]
        return "".join("\t".join(row) + "\n" for row in rows)
    if fmt == "markdown":
        return to_markdown(corpus, paths)
    return to_outline(corpus, paths)
