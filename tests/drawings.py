"""Random signed multigraphs of up to 7 terms, and all paths of a query by brute force.

The oracle knows no index, distance or stack: it tries every order of every axis, and reads the
constraints from the rows as they are written in the tables.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations, product
from math import prod
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from corpora import corpus_of, row
from hypothesis import strategies as st

from kg.model import Basis, Certainty, Context, Corpus, Sign
from kg.paths import PathQuery, Rank, Scope, Walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Evidence, Term
    from kg.paths import Path

__all__ = [
    "CAUSAL",
    "NAMES",
    "SIGNS",
    "Drawing",
    "Found",
    "Oracle",
    "Row",
    "asked_of",
    "drawing_of",
    "drawings",
    "queries",
    "query_of",
    "seen",
]

NAMES = "abcdefg"
SIGNS = {
    "increases": 1,
    "decreases": -1,
    "acts_on": 0,
    "positively_correlated_with": 1,
    "negatively_correlated_with": -1,
    "associated_with": 0,
    "part_of": 0,
    "pool_of": 0,
}
CAUSAL = {"increases", "decreases", "acts_on"}
SYMMETRIC = {"positively_correlated_with", "negatively_correlated_with", "associated_with"}
STRUCTURAL = {"part_of", "pool_of"}
CERTAINTIES = ["asserted", "suggested", "open"]
TYPES = {"a": "Hormone", "b": "Drug", "c": "Receptor", "d": "Cell", "e": "Process"}
"""Types of terms by name; the rest are hormones."""
PARENTS = {
    "Hormone": "Substance",
    "Drug": "Substance",
    "Receptor": "GeneProduct",
    "Cell": "CellOrAnatomy",
    "Process": "ProcessOrBehavior",
}

Row = dict[str, str]
Found = tuple[tuple[str, ...], tuple[int, ...], tuple[frozenset[str], ...]]
"""A path as axes, the signs along them, and what carries each hop."""

PLAIN = {"site": "", "species": "", "sex": "", "stage": "", "model": ""}
MOUSE = {"study": "s", "species": "mouse", "sex": "female"}
EVIDENCE = (
    *[PLAIN] * 3,
    *[MOUSE] * 3,
    MOUSE | {"stage": "adult", "model": "ovariectomy"},
    {"certainty": "suggested"},
    {"certainty": "suggested", "study": "s", "species": "human"},
    {"study": "t", "species": "mouse|rat", "site": "b"},
    {"study": "u", "basis": "statement", "site": "a", "sex": "male"},
    {"species": "mouse", "basis": "in_vitro"},
    {"certainty": "open"},
    {"basis": "speculation"},
    {"outcome": "opposes"},
)
PREDICATES = (
    *["->"] * 3,
    *["-|"] * 3,
    "-?",
    "positively_correlated_with",
    "negatively_correlated_with",
    "associated_with",
)


class Drawing(NamedTuple):
    """The rows of a corpus, and the two ends between which paths are sought."""

    rows: list[Row]
    source: str
    target: str

    def corpus(self) -> Corpus:
        """Read the rows; terms have different types, and lines decide files and documents."""
        corpus = corpus_of(self.rows)
        return replace(
            corpus,
            terms={name: _typed(term) for name, term in corpus.terms.items()},
            claims={
                key: replace(claim, evidence=tuple(map(_told, claim.evidence)))
                for key, claim in corpus.claims.items()
            },
        )


def _typed(term: Term) -> Term:
    return replace(term, type=TYPES.get(term.id, "Hormone"))


def _told(piece: Evidence) -> Evidence:
    line = piece.lines.first if piece.lines else 0
    return replace(piece, mechanism=f"file{line % 3}", source=f"document{line % 2}")


def drawing_of(seed: int) -> Drawing:
    """Draw a graph of up to 7 terms, some of them polar pairs, some of them pools.

    Hypothesis alone draws mostly graphs without a path; a seed gives every density.
    """
    chance = Random(seed)  # noqa: S311 - drawn anew from the same seed in every run
    names = NAMES[: chance.randint(3, 7)]
    free = chance.sample(names, len(names))
    structure = []
    for predicate in chance.choices(["opposite_of", "pool_of", "part_of"], k=chance.randint(0, 3)):
        if len(free) > 2:
            object_ = free.pop() if predicate == "opposite_of" else free[0]
            structure.append(row(free.pop(), predicate, object_))
    claims = []
    for at in range(1, chance.randint(len(names), 5 * len(names)) + 1):
        ends = chance.choices(names, k=2)
        cells = PLAIN | chance.choice(EVIDENCE) | {"lines": f"{at}-{at}"}
        claims.append(row(ends[0], chance.choice(PREDICATES), ends[1], **_fit(cells, names)))
    # A claim that names every term, so that each is one of the corpus.
    named = [row(name, "no_effect_on", name, outcome="null") for name in names]
    source, target = chance.sample(names, 2)
    return Drawing([*structure, *claims, *named], source, target)


def _fit(cells: Row, names: str) -> Row:
    return cells | {"site": ""} if cells["site"] not in names else cells


def query_of(seed: int) -> dict[str, Any]:
    """Draw up to three constraints, so that many questions leave some path."""
    chance = Random(seed)  # noqa: S311 - drawn anew from the same seed in every run
    asked: dict[str, Any] = {
        "sign": chance.choice(list(Sign)),
        "longest": chance.randint(1, 4),
        "via": frozenset(chance.choices(NAMES, k=chance.randint(1, 2))),
        "avoid": frozenset(chance.choice(NAMES)),
        "types": frozenset(chance.sample(["Substance", "Drug", "GeneProduct"], 2)),
        "avoid_types": frozenset([chance.choice(["Hormone", "Cell", "Process"])]),
        "rank": chance.choice(list(Rank)),
        "ends": chance.choice(["open source", "open target", "many"]),
    }
    scope: dict[str, Any] = {
        "walks": frozenset({Walk.CAUSAL, *chance.sample(list(Walk), 2)}),
        "predicates": frozenset({"increases", "decreases", chance.choice(["acts_on", "part_of"])}),
        "mechanisms": frozenset({"file0", "file1"}),
        "sources": frozenset({"document1"}),
        "certainty": chance.choice(list(Certainty)),
        "bases": frozenset({Basis.INTERVENTION, chance.choice(list(Basis))}),
        "context": chance.choice(
            [
                Context(species=("mouse",)),
                Context(species=("human", "rat")),
                Context(sex=("female",)),
                Context(species=("mouse",), sex=("female",), stage=("adult",)),
                Context(model=("ovariectomy",)),
            ]
        ),
        "sites": frozenset({"a", "b"}),
        "merge": True,
    }
    names = chance.sample([*asked, *scope], chance.choice([0, 0, 1, 1, 2, 3]))
    chosen = {name: value for name, value in asked.items() if name in names}
    inner = {name: value for name, value in scope.items() if name in names}
    if ("context" in inner or "sites" in inner) and chance.random() < 0.4:
        inner["prefer"] = True
    return chosen | {"scope": Scope(**inner)}


def asked_of(drawing: Drawing, options: dict[str, Any]) -> PathQuery:
    """Make the query of some options between the ends of a drawing."""
    options = {"k": None} | options
    ends = {"sources": (drawing.source,), "targets": (drawing.target,)}
    names = sorted({end for cells in drawing.rows for end in (cells["subject"], cells["object"])})
    match options.pop("ends", ""):
        case "open source":
            ends["sources"] = ()
        case "open target":
            ends["targets"] = ()
        case "many":
            ends["sources"] = (drawing.source, names[0])
    return PathQuery(**ends, **({"longest": 7} | options))


seeds = st.integers(0, 2**63)
drawings = seeds.map(drawing_of)
queries = seeds.map(query_of)


class Oracle:
    """All paths that satisfy a query, by trying every order of all axes."""

    def __init__(self, drawing: Drawing, query: PathQuery) -> None:
        self.poles = {}
        self.substance: dict[str, str] = {}
        for cells in drawing.rows:
            if cells["predicate"] == "opposite_of":
                self.poles[cells["subject"]] = (cells["object"], -1)
            if cells["predicate"] == "pool_of":
                self.substance[cells["subject"]] = cells["object"]
        self.query, self.scope = query, query.scope
        self.hops: dict[tuple[str, str], dict[int, set[str]]] = {}
        for cells in drawing.rows:
            if self.carries(cells):
                self.add(cells, cells["subject"], cells["object"])
                if cells["predicate"] in SYMMETRIC:
                    self.add(cells, cells["object"], cells["subject"])
        terms = {end for cells in drawing.rows for end in (cells["subject"], cells["object"])}
        self.names = {self.pole(name)[0] for name in terms}
        self.sources = self.ends(query.sources)
        self.targets = self.ends(query.targets)

    def add(self, cells: Row, subject: str, object_: str) -> None:
        (start, turn), (end, turn_back) = map(self.pole, (subject, object_))
        sign = SIGNS[cells["predicate"]] * turn * turn_back
        key = " ".join(cells.get(name, "") for name in ("subject", "predicate", "object", "site"))
        if cells["predicate"] in STRUCTURAL:
            key = "-".join(cells[name] for name in ("subject", "predicate", "object"))
        self.hops.setdefault((start, end), {}).setdefault(sign, set()).add(key)

    def pole(self, term: str) -> tuple[str, int]:
        term = self.substance.get(term, term) if self.scope.merge else term
        return self.poles.get(term, (term, 1))

    def ends(self, terms: tuple[str, ...]) -> dict[str, int]:
        """Map the axes of terms and their pools to the sign with which they are shown."""
        if not terms:
            return dict.fromkeys(self.names, 1)
        pools = [
            pool
            for term in terms
            for pool, substance in self.substance.items()
            if substance == term and not self.scope.merge
        ]
        return dict(map(self.pole, [*pools, *terms]))

    def carries(self, cells: Row) -> bool:
        """Tell whether a row may carry a hop."""
        scope, predicate = self.scope, cells["predicate"]
        if predicate not in SIGNS or (scope.predicates and predicate not in scope.predicates):
            return False
        if predicate in STRUCTURAL:
            return Walk.STRUCTURE in scope.walks
        causal = predicate in CAUSAL
        if (Walk.CAUSAL if causal else Walk.ASSOCIATION) not in scope.walks:
            return False
        barred = {"speculation", "background", *(["association"] if causal else [])}
        line = int(cells["lines"].partition("-")[0])
        return (
            cells["outcome"] == "supports"
            and CERTAINTIES.index(cells["certainty"]) <= CERTAINTIES.index(scope.certainty)
            and (cells["basis"] in scope.bases if scope.bases else cells["basis"] not in barred)
            and (not scope.mechanisms or f"file{line % 3}" in scope.mechanisms)
            and (not scope.sources or f"document{line % 2}" in scope.sources)
            and (scope.prefer or self.coherent(cells))
        )

    def coherent(self, cells: Row) -> bool:
        """Tell whether a row was seen in the context and at the site asked for."""
        asked = self.scope.context
        return (not self.scope.sites or cells.get("site") in self.scope.sites) and all(
            not wanted or set(wanted) & set(cells.get(part, "").split("|"))
            for part, wanted in (
                ("species", asked.species),
                ("sex", asked.sex),
                ("stage", asked.stage),
                ("model", asked.model),
            )
        )

    def fits(self, axis: str) -> bool:
        """Tell whether a term may lie between the ends for what it is."""
        type_ = TYPES.get(axis, "Hormone")
        classes = {type_, PARENTS[type_]}
        query = self.query
        return bool(not query.types or classes & query.types) and not classes & query.avoid_types

    def chains(self) -> Iterator[tuple[str, ...]]:
        """List every order of distinct axes between the ends, short enough and as asked."""
        via = [set(self.ends((term,))) for term in self.query.via]
        avoid = {axis for term in self.query.avoid for axis in self.ends((term,))}
        for source, target in product(self.sources, self.targets):
            between = sorted(filter(self.fits, self.names - {source, target}))
            for length in range(1, min(self.query.longest, len(between) + 1) + 1):
                for middle in permutations(between, length - 1):
                    chain = (source, *middle, target)
                    passed = all(group & set(chain) for group in via)
                    if source != target and passed and not avoid & set(chain):
                        yield chain

    def paths(self) -> set[Found]:
        """List all paths."""
        found = set()
        for chain in self.chains():
            steps = [self.hops.get(pair, {}) for pair in pairwise(chain)]
            for signs in product(*steps):
                net = prod(signs) * self.sources[chain[0]] * self.targets[chain[-1]]
                if self.query.sign is None or net == self.query.sign:
                    said = (frozenset(step[sign]) for step, sign in zip(steps, signs, strict=True))
                    found.add((chain, signs, tuple(said)))
        return found


def seen(corpus: Corpus, path: Path, *, merge: bool = False) -> Found:
    """Write a path as the oracle does: axes, signs along them, and what carries each hop."""
    substances = {
        edge.subject: edge.object for edge in corpus.structure if edge.predicate == "pool_of"
    }

    def pole(term: str) -> tuple[str, Sign]:
        return corpus.pole(substances.get(term, term) if merge else term)

    signs = (hop.sign * pole(hop.subject)[1] * pole(hop.object)[1] for hop in path.hops)
    said = (
        frozenset(
            {*(" ".join(claim.key) for claim in hop.claims), *(link.id for link in hop.links)}
        )
        for hop in path.hops
    )
    return tuple(pole(term)[0] for term in path.terms), tuple(map(int, signs)), tuple(said)
