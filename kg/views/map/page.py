"""From a drawing to one HTML document: the only place that knows pyvis and jinja2.

pyvis carries nodes, edges and options; the template is ours. A stock page of pyvis asks the
network for files and runs what its data say, so none of its own templates, menus or headings
is used. Everything that comes from a table stands in one JSON block and reaches the page
through `textContent` only; a policy of hashes refuses any script or style but the page's own.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyvis
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.errors import KgError
from kg.strength import Tier
from kg.views.map.details import Kind
from kg.views.map.labels import FONT_SIZE, HEADING_LINE, HEADING_SIZE, PADDING
from kg.views.map.lanes import LANES
from kg.views.map.marks import HEADS, KIND_WORDS, STYLES
from kg.views.map.svg import to_svg

if TYPE_CHECKING:
    from kg.views.map.book import Line
    from kg.views.map.drawing import Drawing
    from kg.views.map.layout import Placed

__all__ = ["to_html"]

FOLDER = Path(__file__).parent
LIBRARY = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
SCRIPTS = (
    "page.js",
    "names.js",
    "search.js",
    "canvas.js",
    "cursor.js",
    "panel.js",
    "evidence.js",
    "facets.js",
    "trace.js",
    "table.js",
    "saving.js",
    "address.js",
    "start.js",
)
"""In the order in which they run; each says what it knows, and only the last one begins."""

MOST_HOPS = 6
MOST_PATHS = 50
"""What can be asked of the path finder of the page: hops in a path, and paths."""

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {
        "shape": "box",
        "borderWidth": 1,
        "chosen": False,
        "margin": {"top": PADDING // 2, "bottom": PADDING // 2, "left": PADDING, "right": PADDING},
        "shapeProperties": {"borderRadius": 5},
        "font": {"size": FONT_SIZE, "multi": False},
    },
    "edges": {"chosen": False, "width": 1.5},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "multiselect": False,
    },
}


def to_html(drawing: Drawing) -> str:
    """Write a drawing as a page that needs no other file and no network.

    Parameters
    ----------
    drawing : Drawing
        Equal drawings give equal bytes.

    Returns
    -------
    str
        One HTML document; to be written as UTF-8.

    Raises
    ------
    KgError
        If the drawing library that pyvis brings is missing or not the one expected.
    """
    scripts = [_read_library(), *(_read(name) for name in SCRIPTS)]
    style = _read("page.css")
    network = Network(directed=True, cdn_resources="in_line")
    network.options = OPTIONS
    network.nodes = [_node(box, drawing.lanes[box.id]) for box in drawing.layout.boxes]
    network.edges = [_edge(line) for line in drawing.lines]
    network.path = "page.html"
    network.templateEnv = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined
    )
    network.templateEnv.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    network.templateEnv.globals |= {
        "title": drawing.title,
        "summary": drawing.summary,
        "notice": drawing.notice,
        "longest": MOST_HOPS,
        "most": MOST_PATHS,
        "legend": _legend(drawing),
        "details": _details(drawing),
        "policy": _policy(scripts, style),
        "scripts": [Markup(script) for script in scripts],  # noqa: S704 - our own files
        "style": Markup(style),  # noqa: S704 - our own file
    }
    return str(network.generate_html()) + "\n"


def _node(box: Placed, lane: int) -> dict[str, Any]:
    """Give a box as vis takes it; it has no `title`, for vis would make a pop-up of it."""
    return {
        "id": box.id,
        "label": "\n".join(box.lines),
        "x": box.x,
        "y": box.y,
        "lane": lane,
        "width": box.width,
        "height": box.height,
        # vis adds the margins to these.
        "widthConstraint": {"minimum": box.width - 2 * PADDING},
        "heightConstraint": {"minimum": box.height - PADDING},
    }


def _edge(line: Line) -> dict[str, Any]:
    head = {"enabled": True, "type": HEADS[line.kind], "scaleFactor": 0.6}
    return {
        "id": line.key,
        "from": line.start,
        "to": line.end,
        # Else a curve would end at the core of its head, with a hook before it.
        "arrowStrikethrough": True,
        "arrows": {"to": head, "from": head} if line.both else {"to": head},
        "smooth": line.curve.smooth(),
    }


def _details(drawing: Drawing) -> dict[str, Any]:
    """Gather what the panel, the table and the search need, under the page's own keys."""
    return {
        "terms": [asdict(term) for term in drawing.terms],
        "claims": [asdict(claim) for claim in drawing.claims],
        "links": [asdict(link) for link in drawing.links],
        "lines": [_line(line) for line in drawing.lines],
        "trails": [asdict(trail) for trail in drawing.trails],
        "walk": asdict(drawing.walk),
        "bands": [band._asdict() for band in drawing.layout.bands],
        "heading": {"size": HEADING_SIZE, "line": HEADING_LINE},
        "styles": {name: style._asdict() for name, style in STYLES.items()},
        "tiers": [tier.word for tier in Tier],
        "kinds": {kind.value: KIND_WORDS[kind] for kind in Kind},
        "lanes": [heading for heading, _ in LANES],
        "picture": to_svg(drawing),
    }


def _line(line: Line) -> dict[str, Any]:
    """Give a line without what only a picture asks of it."""
    return {
        "key": line.key,
        "start": line.start,
        "end": line.end,
        "kind": line.kind,
        "tier": line.tier,
        "both": line.both,
        "contested": line.contested,
        "claims": line.claims,
        "links": line.links,
    }


def _legend(drawing: Drawing) -> dict[str, Any]:
    """List what is drawn: directions, tiers, and lanes where they have no headings."""
    kinds = {line.kind for line in drawing.lines}
    tiers = {line.tier for line in drawing.lines}
    return {
        "kinds": [(kind.value, KIND_WORDS[kind]) for kind in Kind if kind in kinds],
        "tiers": [
            (style.words, style.width, " ".join(map(str, style.dashes)))
            for tier, style in STYLES.items()
            if tier in tiers
        ],
        "lanes": [
            (str(at), LANES[at][0])
            for at in sorted(set(drawing.lanes.values()))
            # Lanes that are drawn bear their own headings.
            if not drawing.layout.bands
        ],
        "contested": any(line.contested for line in drawing.lines),
    }


def _policy(scripts: list[str], style: str) -> str:
    """Allow the page's own scripts and style by their hashes, and nothing else."""
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "img-src data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _read_library() -> str:
    """Read vis-network from pyvis; what would end or open a script element is refused."""
    remedy = "reinstall pyvis==0.3.2"
    try:
        text = LIBRARY.read_text(encoding="utf-8")
    except OSError as error:
        raise KgError(
            f"cannot read vis-network 9.1.2 of pyvis: {error.strerror}: {remedy}"
        ) from error
    lowered = text.lower()
    if "</script" in lowered or "<!--" in lowered:
        raise KgError(f"vis-network of pyvis cannot be put into a page: {remedy}")
    return text
