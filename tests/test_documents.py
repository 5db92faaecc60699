"""The documents of the project say what is true now."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import readme

import kg
import kg.cli
from kg.views.ledger import to_text

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_console_example_of_the_readme_prints_what_it_shows() -> None:
    assert readme.refreshed(README) == README


def test_no_example_of_the_readme_shows_an_error() -> None:
    shown = [line for line in README.splitlines() if re.match(r"kg: (?!.*no path)", line)]

    assert shown == []


@pytest.mark.parametrize("command", sorted(kg.cli.COMMANDS))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"kg {command}" in README or f"kg --corpus . {command}" in README


@pytest.mark.skipif(
    not SEEDS.is_dir(),
    reason="the source documents are not part of the project: put them in ../shared",
)
def test_the_ledger_in_the_readme_is_the_one_that_is_printed() -> None:
    ledger = to_text(kg.load(ROOT).coverage(SEEDS), width=80)

    assert f"```text\n{ledger}```\n" in README


def test_every_claim_file_is_in_the_readme_and_every_other_is_not() -> None:
    table = README.partition("| file in `triples/claims/`")[2].partition("\n\n")[0]
    told = set(re.findall(r"`([a-z-]+)`", table.partition("| --- | --- |")[2]))

    assert told == {path.stem for path in (ROOT / "triples" / "claims").glob("*.tsv")}


def test_every_picture_of_the_readme_is_there() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)

    assert pictures
    assert [name for name in pictures if not (ROOT / name).is_file()] == []


def test_only_the_agreed_names_stand_at_the_top() -> None:
    agreed = {
        "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff",
        "CONTRIBUTING.md", "Makefile", ".pre-commit-config.yaml", ".gitignore",
        ".gitattributes", ".ci", "kg", "ontology", "triples", "notebooks", "tests", "benchmarks",
    }  # fmt: skip
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text().splitlines()}

    found = {path.name for path in ROOT.iterdir()} - {".git"}
    stray = {
        name for name in found - agreed if not any(Path(name).match(pattern) for pattern in ignored)
    }

    assert stray == set()
    assert agreed <= found


def test_the_version_is_the_same_wherever_it_stands() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    version = project["project"]["version"]

    metadata = kg.load(ROOT).corpus.ontology.metadata

    assert metadata["version"] == version
    assert f'date-released: "{metadata["modified"]}"' in (ROOT / "CITATION.cff").read_text()
    assert f"## [{version}] - {metadata['modified']}" in (ROOT / "CHANGELOG.md").read_text()
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_table_of_near_synonyms_in_contributing_is_what_the_rules_enforce() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    predicates = kg.load(ROOT).corpus.ontology.predicates
    rows = re.findall(r"^\| ([^|]+) \| `(\w+)` \| `(\w+)` \|$", text, flags=re.MULTILINE)

    told = {
        name: set(re.findall(r"[A-Z]\w+", types)) for types, up, down in rows for name in (up, down)
    }

    assert {name: set(predicates[name].object_types) for name in told} == told
    assert len(told) >= 12
