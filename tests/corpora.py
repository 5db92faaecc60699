"""Small corpora for tests, written as complete and valid sets of tables.

`drawn` makes a corpus from a drawing of signed claims, `small` a folder with a few rows in
every table, which a test may then spoil through `TableFolder`.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from kg.errors import InvalidCorpusError
from kg.model import Context
from kg.model.vocabulary import STRUCTURAL
from kg.paths import PathIndex, PathQuery, Paths, Rank, find_paths
from kg.tables import read_corpus
from kg.tables.schema import CLAIM_FOLDER, CLAIMS, SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.errors import Problem
    from kg.model import Corpus
    from kg.tables.schema import Schema

__all__ = [
    "CLAIM_FILE",
    "ROOT",
    "TableFolder",
    "corpus_of",
    "drawn",
    "row",
    "small",
    "traced",
    "write_sources",
]

ROOT = Path(__file__).resolve().parents[1]
CLAIM_FILE = f"{CLAIM_FOLDER}/main.tsv"
ARROWS = {"->": "increases", "-|": "decreases", "-?": "acts_on"}
LINE_COUNT = 100_000

SMALL = {
    "triples/terms.tsv": """
    id; label; type; curie; match; curie_label; synonyms
    oxytocin; oxytocin peptide; Hormone; CHEBI:7872; exact; oxytocin; OT|pitocin
    OXTR; oxytocin receptor; Receptor; HGNC:8529; exact; OXTR
    osteoblast; osteoblast; Cell; CL:0000062; exact; osteoblast; bone-forming cell
    bone_mass; bone mass; Measure; NONE; none
    bone_loss; bone loss; Phenotype; HP:0000938; close; Osteopenia
    bone_formation; bone formation; Process; GO:0001503; broad; ossification
    """,
    "triples/structure.tsv": """
    subject; predicate; object
    bone_loss; opposite_of; bone_mass
    """,
    "triples/sources.tsv": """
    id; title; year; kind; file; line_count
    letter; A letter on bone; 2024; letter; letter.md; 40
    review; A review of bone; 2023; review; review.md; 100
    """,
    "triples/studies.tsv": """
    id; source; ref; authors; year; doi; status; species; sex; model
    lee; letter; 2; ; ; ; from_memory
    tamma; review; 1; Tamma R, Lu P; 2009; 10.1073/pnas; verified; mouse; female; Oxtr-/-
    """,
    CLAIM_FILE: """
    subject; predicate; object; site; outcome; basis; certainty; source; lines; study
    oxytocin; activates; OXTR; ; supports; in_vitro; suggested; review; 8-9; tamma
    oxytocin; promotes; bone_formation; osteoblast; supports; rescue; asserted; review; 5-7; tamma
    """,
    f"{CLAIM_FOLDER}/other.tsv": """
    subject; predicate; object; outcome; basis; certainty; source; lines; study
    oxytocin; no_effect_on; bone_mass; null; intervention; asserted; letter; 3-4; lee
    """,
    "triples/experiments.tsv": """
    id; perturbation; readout; observed; source; lines; study
    e1; oxytocin:+; bone_formation; +; review; 6-8; tamma
    """,
    "triples/gaps.tsv": """
    id; question; kind; terms; source; lines
    g1; What of men?; untested; bone_mass|oxytocin; review; 50-51
    """,
    "triples/discrepancies.tsv": """
    id; source; lines; as_printed; corrected; reason
    d1; review; 60-60; osteblast; osteoblast; misspelt
    """,
    "triples/out_of_scope.tsv": """
    source; lines; reason
    review; 90-100; references
    """,
}  # fmt: skip


TEXTS = {
    ("letter.md", 40): {3: "OT left bone mass alone"},
    ("review.md", 100): {
        5: "OT raises the forma-",
        6: "tion of bone: bone formation",
        7: "under OT",
        8: "Tamma showed that OXTR",
        9: "follows OT, and bone mass",
        50: "How is bone loss in men?",
        60: "an osteblast",
    },
}
"""What the sources of the small corpus say, by file, number of lines and line."""


class TableFolder:
    """A folder of tables that a test may read, spoil and mend.

    Files are named as errors name them: `triples/terms.tsv`. Lines count from 1, the header.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def text(self, file: str) -> str:
        return (self.root / file).read_bytes().decode()

    def write(self, file: str, content: str | bytes) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def put(self, file: str, rows: Iterable[Mapping[str, str]]) -> None:
        """Write a whole table; columns that a row does not name stay empty."""
        columns = schema_of(file).columns
        lines = [columns, *(_cells(columns, cells) for cells in rows)]
        self.write(file, "".join("\t".join(line) + "\n" for line in lines))

    def add(self, file: str, /, **cells: str) -> int:
        """Append a row and give the line it stands on."""
        return self.add_line(file, "\t".join(_cells(self.columns(file), cells)))

    def add_line(self, file: str, line: str) -> int:
        """Append a line as it stands and give its number."""
        text = self.text(file)
        self.write(file, f"{text}{line}\n")
        return text.count("\n") + 1

    def columns(self, file: str) -> list[str]:
        return self.text(file).partition("\n")[0].split("\t")

    def cells(self, file: str, line: int) -> dict[str, str]:
        """Give the cells of the row on a line."""
        found = self.text(file).split("\n")[line - 1].split("\t")
        return dict(zip(self.columns(file), found, strict=True))

    def line_of(self, file: str, /, **cells: str) -> int:
        """Find the line of the first row that has some cells."""
        lines = range(2, self.text(file).count("\n") + 1)
        return next(line for line in lines if cells.items() <= self.cells(file, line).items())

    def change(self, file: str, line: int, /, **cells: str) -> None:
        """Replace some cells of the row on a line."""
        self.change_line(file, line, "\t".join((self.cells(file, line) | cells).values()))

    def change_line(self, file: str, line: int, text: str) -> None:
        lines = self.text(file).split("\n")
        lines[line - 1] = text
        self.write(file, "\n".join(lines))

    def problems(self) -> list[Problem]:
        """List what the reader finds wrong; empty if it reads the folder."""
        try:
            read_corpus(self.root)
        except InvalidCorpusError as error:
            return list(error.problems)
        return []


def schema_of(file: str) -> Schema:
    """Give the schema of a file by its name."""
    return CLAIMS if file.startswith(CLAIM_FOLDER) else SCHEMAS[Path(file).stem]


def small(root: Path) -> TableFolder:
    """Write a few valid rows of every table."""
    tables = _with_ontology(root)
    for file, text in SMALL.items():
        header, *rows = (
            [cell.strip() for cell in line.split(";")] for line in text.strip().split("\n")
        )
        tables.put(file, [dict(zip(header, cells, strict=False)) for cells in rows])
    return tables


def write_sources(tables: TableFolder) -> None:
    """Put the texts of the sources of the small corpus beside its tables."""
    for (file, count), said in TEXTS.items():
        tables.write(file, "\n".join(said.get(number, "") for number in range(1, count + 1)))


def row(subject: str, predicate: str, object_: str, **cells: str) -> dict[str, str]:
    """Make the row of a claim; what is not named is that of a plain, asserted experiment."""
    plain = {"outcome": "supports", "basis": "intervention", "certainty": "asserted"}
    place = {"source": "source", "lines": "1-1"}
    ends = {"subject": subject, "predicate": ARROWS.get(predicate, predicate), "object": object_}
    return ends | plain | place | cells


def drawn(drawing: str, **cells: str) -> Corpus:
    """Make a corpus from a drawing of claims.

    Parameters
    ----------
    drawing : str
        Chains such as `a -> b -| c, c -? d`: `->` raises, `-|` lowers, `-?` acts on. Any
        predicate may stand for an arrow: `loss opposite_of mass`, `gut pool_of serotonin`.
    **cells : str
        What every claim has in the columns so named.

    Returns
    -------
    Corpus
        All terms are hormones; each claim rests on a line of its own.
    """
    rows: list[Mapping[str, str]] = []
    for chain in filter(None, map(str.split, drawing.split(","))):
        steps = zip(chain[::2], chain[1::2], chain[2::2], strict=False)
        for subject, arrow, object_ in steps:
            place = f"{len(rows) + 1}-{len(rows) + 1}"
            rows.append(row(subject, arrow, object_, lines=place) | cells)
    return corpus_of(rows)


def corpus_of(rows: Iterable[Mapping[str, str]]) -> Corpus:
    """Read a corpus of some claim rows and structural rows, in any order.

    Its terms and studies are those that the rows name; the studies state no context.
    """
    rows = list(rows)
    claims = [cells for cells in rows if cells["predicate"] not in STRUCTURAL]
    structure = [cells for cells in rows if cells["predicate"] in STRUCTURAL]
    terms = {cells[end] for cells in rows for end in ("subject", "object")}
    terms |= {cells["site"] for cells in claims if cells.get("site")}
    studies = {cells["study"] for cells in claims if cells.get("study")}
    with TemporaryDirectory() as folder:
        # Copying the ontology would take longer than all the rest.
        (Path(folder) / "ontology").symlink_to(ROOT / "ontology", target_is_directory=True)
        tables = TableFolder(Path(folder))
        for file in map(str, SMALL):
            tables.put(file, [])
        tables.put(
            "triples/terms.tsv",
            [
                {"id": term, "label": term, "type": "Hormone", "curie": "NONE", "match": "none"}
                for term in sorted(terms)
            ],
        )
        source = {"id": "source", "title": "Source", "year": "2024", "kind": "review"}
        place = {"file": "source.md", "line_count": str(LINE_COUNT)}
        tables.put("triples/sources.tsv", [source | place])
        tables.put(
            "triples/studies.tsv",
            [{"id": study, "status": "unresolved"} for study in sorted(studies)],
        )
        ends = ("subject", "predicate", "object")
        tables.put(
            "triples/structure.tsv", [{name: cells[name] for name in ends} for cells in structure]
        )
        tables.put(CLAIM_FILE, claims)
        return read_corpus(tables.root)


def _with_ontology(root: Path) -> TableFolder:
    shutil.copytree(ROOT / "ontology", root / "ontology", dirs_exist_ok=True)
    return TableFolder(root)


def traced(corpus: Corpus, source: str, target: str, **options: Any) -> Paths:  # noqa: ANN401
    """Find paths between two terms; `species` and `sex` are words of a context.

    By length first, unless another rank is given, as most drawings are about other things.
    """
    parts = {name: (options.pop(name),) for name in ("species", "sex") if name in options}
    query = PathQuery((source,), (target,), **{"rank": Rank.LENGTH} | options)
    if parts:
        query = replace(query, scope=replace(query.scope, context=Context(**parts)))
    return find_paths(PathIndex(corpus), query)


def _cells(columns: Iterable[str], cells: Mapping[str, str]) -> list[str]:
    columns = tuple(columns)
    unknown = cells.keys() - set(columns)
    if unknown:
        raise KeyError(f"no such columns: {sorted(unknown)}")
    return [cells.get(name, "") for name in columns]
