"""A large graph beside the curated one: compiled, joined, and searched from the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import kg
from kg.cli import root
from kg.errors import KgError, UnknownNameError
from kg.model import Sign

if TYPE_CHECKING:
    from pathlib import Path

NODES = """id\tname\tcategory
CHEBI:1\tcarbetocin <b>x</b>\tbiolink:Drug
HGNC:8529\tOXTR\tbiolink:Gene
GO:1\tsome process\tbiolink:BiologicalProcess
"""
EDGES = """subject\tpredicate\tobject\tqualified_predicate\tobject_aspect_qualifier\t\
object_direction_qualifier\tknowledge_level\tprimary_knowledge_source\tpublications
CHEBI:1\tbiolink:affects\tHGNC:8529\tbiolink:causes\tactivity\tincreased\tknowledge_assertion\t\
infores:one\tPMID:1|PMID:2
"""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile a graph in which a drug acts on the receptor that the corpus knows."""
    folder = tmp_path_factory.mktemp("kgx")
    (folder / "nodes.tsv").write_text(NODES, encoding="utf-8")
    (folder / "edges.tsv").write_text(EDGES, encoding="utf-8")
    files = [str(folder / name) for name in ("nodes.tsv", "edges.tsv")]
    done = CliRunner().invoke(root, ["compile", *files, "-o", str(folder / "arrays")])
    assert done.exit_code == 0, done.stderr
    return folder / "arrays"


def test_a_path_may_lead_from_a_node_over_a_term_they_share_to_a_curated_term(
    compiled: Path,
) -> None:
    [path] = kg.load().join(compiled).paths("CHEBI:1", "BMP-2")

    assert path.terms == ("CHEBI:1", "OXTR", "osteoblast", "BMP2")
    assert path.sign is Sign.UP
    assert [bool(hop.claims) for hop in path.hops] == [False, True, True]
    assert path.hops[0].links[0].publications == ("PMID:1", "PMID:2")
    assert path.coherent


def test_the_command_names_the_node_and_says_whose_edge_it_is(compiled: Path) -> None:
    told = CliRunner().invoke(root, ["path", "CHEBI:1", "BMP-2", "--graph", str(compiled)])

    assert "carbetocin <b>x</b> ─+→ oxytocin receptor" in " ".join(told.stdout.split())
    assert "(+; infores:one, PMID:1, PMID:2; not a claim of the corpus)" in " ".join(
        told.stdout.split()
    )


def test_a_page_of_joined_paths_takes_no_name_for_markup(compiled: Path, tmp_path: Path) -> None:
    asked = ["path", "CHEBI:1", "BMP-2", "--graph", str(compiled)]

    told = CliRunner().invoke(root, [*asked, "--html", str(tmp_path / "x.html")])

    assert told.exit_code == 0
    assert "<b>x</b>" not in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_json_of_joined_paths_holds_the_links(compiled: Path) -> None:
    asked = ["path", "CHEBI:1", "BMP-2", "--graph", str(compiled), "-f", "json"]

    [path] = json.loads(CliRunner().invoke(root, asked).stdout)["paths"]

    assert [link["origin"] for link in path["hops"][0]["links"]] == ["infores:one"]


def test_no_path_between_nodes_is_said_with_their_names(compiled: Path) -> None:
    told = CliRunner().invoke(root, ["path", "GO:1", "BMP-2", "--graph", str(compiled)])

    assert (told.exit_code, told.stderr) == (3, "kg: some process → BMP-2: no path\n")


def test_what_is_no_node_and_no_term_is_an_unknown_name(compiled: Path) -> None:
    with pytest.raises(UnknownNameError, match="no term is called 'CHEBI:404'"):
        kg.load().join(compiled).paths("CHEBI:404", "BMP-2")


def test_a_folder_without_a_compiled_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KgError):
        kg.load().join(tmp_path)
