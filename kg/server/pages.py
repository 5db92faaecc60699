"""The pages for people. Whatever comes from data is text to them, never markup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.server.dataset import Served
    from kg.server.description import Counts
    from kg.server.sheets import Link, Sheet

__all__ = ["STATIC", "editor", "home", "missing", "record"]

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
SHOWN_GRAPHS = 50
_TEMPLATES = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def home(served: Served, counts: Counts) -> str:
    """Say what is served and how to ask it."""
    corpus = served.corpus
    numbers: Mapping[str, int | None]
    if corpus is None:
        numbers = {"triples in the default graph": counts.default, "graphs": len(counts.named)}
    else:
        numbers = {
            "terms": len(corpus.terms),
            "claims": len(corpus.claims),
            "pieces of evidence": sum(len(claim.evidence) for claim in corpus.claims.values()),
            "experiments": len(corpus.experiments),
            "open questions": len(corpus.gaps),
        }
    graphs = sorted(counts.named.items())[:SHOWN_GRAPHS]
    return _render("home.html", served=served, numbers=numbers, graphs=graphs)


def editor(served: Served) -> str:
    """Give the page with the query editor."""
    return _render("editor.html", served=served)


def record(sheet: Sheet) -> str:
    """Show one record of the corpus."""
    return _render("record.html", sheet=sheet)


def missing(address: str, nearest: tuple[Link, ...]) -> str:
    """Say that there is no such page, and what may have been meant."""
    return _render("missing.html", address=address, nearest=nearest)


def _render(template: str, **values: object) -> str:
    return _TEMPLATES.get_template(template).render(values)
