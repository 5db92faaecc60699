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
from math import hypot, pi, sin
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyvis
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.errors import KgError
from kg.views.map.details import Kind, Strength
from kg.views.map.drawing import LANES
from kg.views.map.labels import FONT_SIZE, HEADING_LINE, HEADING_SIZE, PADDING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.views.map.drawing import Drawing, Line
    from kg.views.map.layout import Placed

__all__ = ["to_html"]

FOLDER = Path(__file__).parent
LIBRARY = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
SCRIPTS = ("canvas.js", "page.js")
HEADS = {Kind.PLUS: "arrow", Kind.MINUS: "bar", Kind.UNSIGNED: "circle", Kind.NULL: "diamond"}
DASHES = {Strength.ASSERTED: False, Strength.SUGGESTED: [9, 6], Strength.WEAK: [2, 5]}
MOST_BEND = 0.3

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

KIND_WORDS = {
    Kind.PLUS: "raises or promotes",
    Kind.MINUS: "lowers or inhibits",
    Kind.UNSIGNED: "acts or relates, no direction said",
    Kind.NULL: "tested, no effect seen",
}
STRENGTH_WORDS = {
    Strength.ASSERTED: "asserted",
    Strength.SUGGESTED: "suggested",
    Strength.WEAK: "association, speculation, open or null",
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
    place = {box.id: box for box in drawing.layout.boxes}
    network.edges = [
        _edge(line, _bend(line, place, drawing.layout.bows.get((line.start, line.end), 0)))
        for line in drawing.lines
    ]
    network.path = "page.html"
    network.templateEnv = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined
    )
    network.templateEnv.globals |= {
        "title": drawing.title,
        "summary": drawing.summary,
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


def _bend(line: Line, place: Mapping[str, Placed], bow: float) -> dict[str, Any]:
    """Choose the shape of a line, so that lines between the same two boxes lie apart."""
    start, end = place[line.start], place[line.end]
    if line.turn:
        side = 1 if line.turn % 2 else -1
        bow += side * MOST_BEND * hypot(end.x - start.x, end.y - start.y) / 3
    elif start.x == end.x:
        return {"type": "curvedCW", "roundness": 0.3}
    elif not bow:
        return {"type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.45}
    # Seen along the line, clockwise is up if it runs to the right.
    clockwise = (bow < 0) == (start.x <= end.x)
    length = hypot(end.x - start.x, end.y - start.y)
    return {
        "type": "curvedCW" if clockwise else "curvedCCW",
        "roundness": _roundness(abs(bow) / max(length, 1.0)),
    }


def _roundness(bow: float) -> float:
    """Find the roundness at which vis-network bends a line by a share of its length.

    Its control point lies (1 + r) / 2 of the length away, turned by a quarter of r circles;
    the middle of the line is half as far out.
    """
    steps = (step / 100 for step in range(1, 61))
    return min(steps, key=lambda r: abs((1 + r) / 4 * sin(r * pi / 2) - bow))


def _edge(line: Line, bend: dict[str, Any]) -> dict[str, Any]:
    head = {"enabled": True, "type": HEADS[line.kind], "scaleFactor": 0.6}
    return {
        "id": line.key,
        "from": line.start,
        "to": line.end,
        "kind": line.kind.value,
        "strength": line.strength.value,
        "dashes": DASHES[line.strength],
        # A bar stands across the end of its line, any other head takes the place of it.
        "arrowStrikethrough": line.kind is Kind.MINUS,
        "arrows": {"to": head, "from": head} if line.both else {"to": head},
        "smooth": {"enabled": True, **bend},
    }


def _details(drawing: Drawing) -> dict[str, Any]:
    """Gather what the panel, the table and the search need, under the page's own keys."""
    return {
        "terms": {term.key: asdict(term) for term in drawing.terms},
        "claims": {claim.key: asdict(claim) for claim in drawing.claims},
        "lines": {line.key: asdict(line) for line in drawing.lines},
        "trails": [asdict(trail) for trail in drawing.trails],
        "bands": [band._asdict() for band in drawing.layout.bands],
        "heading": {"size": HEADING_SIZE, "line": HEADING_LINE},
    }


def _legend(drawing: Drawing) -> dict[str, list[tuple[str, str]]]:
    """List what is drawn: directions, strengths and lanes, each as a class and its words."""
    kinds = {line.kind for line in drawing.lines}
    strengths = {line.strength for line in drawing.lines}
    lanes = set(drawing.lanes.values())
    return {
        "kinds": [(kind.value, KIND_WORDS[kind]) for kind in Kind if kind in kinds],
        "strengths": [
            (strength.value, STRENGTH_WORDS[strength])
            for strength in Strength
            if strength in strengths
        ],
        "lanes": [(str(at), LANES[at][0]) for at in sorted(lanes)],
        "contested": [("contested", "has evidence against it")]
        * any(line.contested for line in drawing.lines),
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
