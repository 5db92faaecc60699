"""`kg build`: write the release."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._output import corpus_folder, load_corpus
from kg.exchange.release import write_release

__all__ = ["command"]


@click.command("build")
@click.option(
    "-o", "--output", metavar="DIR", required=True, help="Folder to write; a release is replaced."
)
@click.pass_context
def command(ctx: click.Context, output: str) -> None:
    """Write the release: RDF, OWL, nanopublications, mappings.

    \b
    The folder then holds
      hormone-bone.ttl .jsonld   what the sources say
      hormone-bone.nq            the same, and background knowledge in a graph of its own
      hormone-bone.owl           ontology, data and labels of public terms, as RDF/XML
      hormone-bone-imports.ttl   the labels of public terms alone
      hormone-bone.trig          a nanopublication of every claim
      hormone-bone.sssom.tsv     the mappings to public terms
      shapes.ttl                 what the data must look like, in SHACL
      void.ttl                   what all this is, in VoID and DCAT
      SHA256SUMS                 a checksum of each file

    It is written whole or not at all, and only if every check of ontology/checks/ finds
    nothing. The same corpus always gives the same bytes.

    \b
    Example:
      kg build -o release && cd release && sha256sum --check SHA256SUMS
    """  # noqa: D301 - click needs the character
    corpus = load_corpus(ctx).corpus
    for path in write_release(corpus, corpus_folder(ctx), Path(output)):
        click.echo(f"wrote {path} ({path.stat().st_size:,} bytes)", err=True)
