"""The page of a map: it holds nothing but text, and nothing runs but its own scripts."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html import escape
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from corpora import ROOT, TableFolder, drawn, traced
from hostile import PAYLOADS, hostile

from kg.answers import Mechanisms
from kg.errors import KgError
from kg.paths import PathQuery, Paths
from kg.tables import read_corpus
from kg.views.map import page, render_map

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Corpus


class Parsed(HTMLParser):
    """A page as a browser splits it: tags with attributes, and what inline blocks hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in {"script", "style"}:
            self.blocks.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] and self.tags[-1][0] in {"script", "style"} and self.cdata_elem:
            tag, attributes, text = self.blocks.pop()
            self.blocks.append((tag, attributes, text + data))

    @property
    def data(self) -> str:
        return next(text for _, attrs, text in self.blocks if attrs.get("type"))


def paths_page(corpus: Corpus, source: str, target: str, title: str) -> str:
    """Draw the paths between two terms."""
    return Mechanisms(corpus, traced(corpus, source, target)).map(title=title).html


def test_where_no_path_is_found_the_page_says_so() -> None:
    corpus = drawn("b -> a")

    html = Mechanisms(corpus, traced(corpus, "a", "b")).map().html

    assert "a → b: no path" in html
    assert "<title>a → b</title>" in html


def test_a_page_says_that_there_are_more_paths() -> None:
    corpus = drawn("a -> b, a -> c -> b")

    html = Mechanisms(corpus, traced(corpus, "a", "b", k=1)).map().html

    assert "a → b: the best path; there are more" in html


def test_a_page_says_that_the_search_was_cut_short() -> None:
    corpus = drawn("a -> b")

    paths = Paths(PathQuery(("a",), ("b",)), (), exhausted=True)

    html = Mechanisms(corpus, paths).map().html

    assert "the search stopped at its limit" in html


def test_a_map_of_nothing_is_a_page() -> None:
    html = render_map(drawn(""))

    assert "Map of 0 terms and 0 claims" in html


def test_a_missing_drawing_library_is_an_error_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(page, "LIBRARY", tmp_path / "vis.js")

    with pytest.raises(KgError, match=r"reinstall pyvis==0\.3\.2"):
        render_map(drawn("a -> b"))


def test_a_drawing_library_that_would_end_its_script_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "vis.js").write_text("'</SCRIPT>'", encoding="utf-8")
    monkeypatch.setattr(page, "LIBRARY", tmp_path / "vis.js")

    with pytest.raises(KgError, match="cannot be put into a page"):
        render_map(drawn("a -> b"))


def test_the_same_tables_give_the_same_bytes_whatever_the_hash_seed(tables: TableFolder) -> None:
    code = (
        "import sys, hashlib, pathlib\n"
        "from kg.tables import read_corpus\n"
        "from kg.knowledge import KnowledgeBase\n"
        "kb = KnowledgeBase(read_corpus(pathlib.Path(sys.argv[1])))\n"
        "paths = kb.paths('oxytocin', 'bone_formation')\n"
        "for html in (kb.map().html, paths.map().html):\n"
        "    print(hashlib.sha256(html.encode()).hexdigest())\n"
    )

    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(tables.root)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2")
    }

    assert len(outputs) == 1


def test_the_policy_allows_the_scripts_and_the_style_of_the_page_and_nothing_else(
    tables: TableFolder,
) -> None:
    parsed = Parsed(render_map(read_corpus(tables.root)))

    policy = next(a["content"] for tag, a in parsed.tags if tag == "meta" and "http-equiv" in a)

    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for tag, attributes, text in parsed.blocks:
        if attributes.get("type") != "application/json":
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            hashes[tag].append(f"'sha256-{digest}'")
    assert len(hashes["script"]) == 1 + len(page.SCRIPTS)
    assert policy == (
        f"default-src 'none'; script-src {' '.join(hashes['script'])}; "
        f"style-src {' '.join(hashes['style'])}; img-src data: blob:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def test_no_tag_of_a_page_loads_or_runs_anything(tables: TableFolder) -> None:
    parsed = Parsed(render_map(read_corpus(tables.root)))

    for _, attributes in parsed.tags:
        assert not attributes.keys() & {"src", "href", "action", "style", "srcdoc", "data"}
        assert not [name for name in attributes if name.startswith("on")]


def test_a_page_names_its_language_its_title_and_its_headings_in_order(
    tables: TableFolder,
) -> None:
    html = render_map(read_corpus(tables.root), title="Bone & hormones")

    tags = [tag for tag, _ in Parsed(html).tags]

    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<title>Bone &amp; hormones</title>" in html
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 < min(levels[1:])
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert tags.count("main") == 1


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_stays_text(tables: TableFolder, payload: str) -> None:
    plain = read_corpus(tables.root)
    corpus = hostile(plain, payload)
    source, target = (
        next(key for key in corpus.terms if key.startswith(name))
        for name in ("oxytocin", "bone_formation")
    )
    pages = {
        render_map(corpus, title=payload): render_map(plain, title="x"),
        paths_page(corpus, source, target, payload): paths_page(
            plain, "oxytocin", "bone_formation", "x"
        ),
    }

    for html, harmless in pages.items():
        parsed = Parsed(html)
        outside = html.replace(parsed.data, "")
        assert payload in json.loads(parsed.data)["details"]["terms"][0]["note"]
        assert "<" not in parsed.data
        assert payload not in outside
        assert escape(payload).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in outside
        assert [tag for tag, _ in parsed.tags] == [tag for tag, _ in Parsed(harmless).tags]


def test_no_text_of_a_table_is_a_key_of_the_drawing(tables: TableFolder) -> None:
    corpus: Corpus = hostile(read_corpus(tables.root), PAYLOADS[0])

    data = json.loads(Parsed(render_map(corpus)).data)

    assert all(re.fullmatch(r"n\d+", node["id"]) for node in data["nodes"])
    assert all(re.fullmatch(r"e\d+", edge["id"]) for edge in data["edges"])
    parts = ("terms", "claims", "lines")
    assert {each["key"][0] for part in parts for each in data["details"][part]} == {"n", "c", "e"}
    assert not [node for node in data["nodes"] + data["edges"] if "title" in node]


def test_our_scripts_never_turn_text_into_markup() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser"
    )

    for name in page.SCRIPTS:
        assert not forbidden.search((page.FOLDER / name).read_text(encoding="utf-8"))
