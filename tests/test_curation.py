"""The curated tables, held against the documents and tables they were made from.

Those lie beside the project, in ../shared, and are not part of it; where they are not there,
what needs them is skipped.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import kg
from kg.model import Claim, Evidence, Outcome
from kg.names import folded

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(),
    reason="the source documents are not part of the project: put them in ../shared",
)
CORPUS = kg.load(ROOT).corpus
EVIDENCE = [(claim, piece) for claim in CORPUS.claims.values() for piece in claim.evidence]


def named(pair: tuple[Claim, Evidence]) -> str:
    claim, piece = pair
    return f"{claim.subject}-{claim.predicate}-{claim.object}-{piece.lines}"


@cache
def passage(source: str, first: int, last: int) -> str:
    """Give the lines as they stand, and once more with words joined that a line end parted."""
    path = SHARED / "seeds" / CORPUS.sources[source].file
    text = "\n".join(path.read_text(encoding="utf-8").split("\n")[first - 1 : last])
    return folded(re.sub(r"-\s*\n\s*", "", text)) + "|" + folded(text)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


@needs_shared
@pytest.mark.parametrize("pair", EVIDENCE, ids=map(named, EVIDENCE))
def test_both_terms_stand_in_the_cited_lines_or_a_note_says_why_not(
    pair: tuple[Claim, Evidence],
) -> None:
    claim, piece = pair
    assert piece.lines is not None
    text = passage(piece.source, piece.lines.first, piece.lines.last)

    absent = [
        term
        for term in (claim.subject, claim.object)
        if not any(name in text for name in names_of(term))
    ]

    assert not absent or piece.note, f"{absent} not in {piece.source} {piece.lines}"


def names_of(term: str) -> set[str]:
    poles = filter(None, (term, CORPUS.opposite(term)))
    terms = [CORPUS.terms[pole] for pole in poles]
    return {folded(name) for t in terms for name in (t.id, t.label, *t.synonyms)}


@needs_shared
def test_each_source_has_the_lines_its_table_says() -> None:
    counted = {
        source.id: len((SHARED / "seeds" / source.file).read_text(encoding="utf-8").split("\n"))
        for source in CORPUS.sources.values()
    }

    assert counted == {source.id: source.line_count for source in CORPUS.sources.values()}


@needs_shared
def test_every_public_identifier_was_verified_and_is_no_trap() -> None:
    grounding = SHARED / "grounding"
    verified = {
        row["curie"] for name in ("terms.tsv", "terms_more.tsv") for row in rows(grounding / name)
    }
    traps = {row["do_not_use"] for row in rows(grounding / "traps.tsv")}
    # This trap is a warning about an alias; the note of the term says how it was heeded.
    heeded = {"HGNC:5341"}
    used = {term.curie for term in CORPUS.terms.values() if term.grounded}

    assert used <= verified
    assert used & traps <= heeded


@needs_shared
def test_only_verified_citations_carry_an_identifier() -> None:
    safe = {
        row["key"]
        for row in rows(SHARED / "bibliography" / "references.tsv")
        if row["status"] == "verified" and row["mapping"] in {"explicit", "content"}
    }

    cited = {study.id for study in CORPUS.studies.values() if study.doi or study.pmid}

    assert cited <= safe


@needs_shared
def test_no_sentence_of_a_source_stands_in_the_project() -> None:
    done = subprocess.run(
        [sys.executable, SHARED / "tools" / "verbatim.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_every_term_is_used() -> None:
    used = {term for claim in CORPUS.claims.values() for term in claim.key if term}
    used |= {end for edge in CORPUS.structure for end in (edge.subject, edge.object)}
    used |= {term for gap in CORPUS.gaps.values() for term in gap.terms}
    for experiment in CORPUS.experiments.values():
        changes = (*experiment.perturbation, *experiment.background, *experiment.compared_with)
        used |= {change.term for change in changes} | {experiment.readout}

    assert sorted(set(CORPUS.terms) - used) == []


def test_every_study_is_used() -> None:
    used = {piece.study for _, piece in EVIDENCE}
    used |= {experiment.study for experiment in CORPUS.experiments.values()}

    assert sorted(set(CORPUS.studies) - used) == []


def test_knock_out_animals_are_context_and_never_terms() -> None:
    assert not [term for term in CORPUS.terms.values() if "knock" in term.label.lower()]


def test_loss_of_function_evidence_names_its_model() -> None:
    bare = [
        named(pair)
        for pair in EVIDENCE
        if pair[1].basis == "loss_of_function" and not CORPUS.context(pair[1]).model
    ]

    assert bare == []


@pytest.mark.parametrize(
    ("subject", "object_"),
    [("oxytocin", "depression"), ("oxytocin", "SSRI"), ("serum_serotonin", "HTR1B")],
)
def test_what_no_source_says_is_not_in_the_graph(subject: str, object_: str) -> None:
    said = [
        claim
        for claim in CORPUS.claims.values()
        if {claim.subject, claim.object} == {subject, object_}
    ]

    assert said == []


def test_a_single_drug_is_never_named_where_the_sources_name_the_class() -> None:
    drugs = {term.id for term in CORPUS.terms.values() if term.type == "Drug"}

    assert drugs == {"administered_oxytocin", "exogenous_serotonin", "imipramine", "propranolol"}


def test_the_first_curation_holds_at_least_sixty_claims_with_evidence() -> None:
    supported = [
        claim
        for claim in CORPUS.claims.values()
        if any(piece.outcome is Outcome.SUPPORTS for piece in claim.evidence)
    ]

    assert len(supported) >= 60
