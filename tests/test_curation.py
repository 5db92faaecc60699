"""The curated tables, held against the documents and tables they were made from.

Those lie beside the project, in ../shared, and are not part of it; where they are not there,
what needs them is skipped.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from kg.sources import check_support, find_coverage, read_sources
from kg.tables import read_tables

if TYPE_CHECKING:
    from kg.model import Claim, Evidence

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SEEDS = SHARED / "seeds"
needs_shared = pytest.mark.skipif(
    not SEEDS.is_dir(),
    reason="the source documents are not part of the project: put them in ../shared",
)
CORPUS = kg.load(ROOT).corpus
EVIDENCE = [(claim, piece) for claim in CORPUS.claims.values() for piece in claim.evidence]


def named(pair: tuple[Claim, Evidence]) -> str:
    claim, piece = pair
    return f"{claim.subject}-{claim.predicate}-{claim.object}-{piece.lines}"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


@needs_shared
def test_every_row_stands_in_the_lines_it_cites_or_its_note_says_why_not() -> None:
    support = check_support(read_tables(ROOT), CORPUS, read_sources(CORPUS, SEEDS))

    assert support.problems == []
    assert support.named > 2 * support.noted


@needs_shared
def test_no_line_of_a_source_is_left_unaccounted_for() -> None:
    ledger = find_coverage(CORPUS, read_sources(CORPUS, SEEDS))

    assert {source.source: source.open for source in ledger} == dict.fromkeys(CORPUS.sources, ())


def test_all_thirty_studies_of_the_review_are_in_with_their_scores() -> None:
    of_tables = [study for study in CORPUS.studies.values() if study.quality]

    assert Counter(study.quality_scale for study in of_tables) == {
        "CAMARADES, of 10": 19,
        "NHLBI": 11,
    }
    assert all(study.lines and study.context.species for study in of_tables)


@pytest.mark.parametrize(
    "study", [study for study in CORPUS.studies.values() if study.quality], ids=lambda s: s.id
)
def test_a_study_of_the_tables_has_a_claim_or_an_experiment(study: kg.Study) -> None:
    claims = [piece for _, piece in EVIDENCE if piece.study == study.id]
    experiments = [row for row in CORPUS.experiments.values() if row.study == study.id]

    assert claims or experiments


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


# One finding of each topic that a researcher would look for: subject, predicate, object, site.
LANDMARKS = [
    ("BMP2", "acts_on", "SP7", "osteoblast"),
    ("BMP2", "acts_on", "ATF4", "osteoblast"),
    ("BMP2", "acts_on", "HIVEP2", "osteoblast"),
    ("oxytocin", "upregulates", "TNFSF11", ""),
    ("oxytocin", "activates", "NFkB", ""),
    ("oxytocin", "increases", "nitric_oxide", "mature_osteoclast"),
    ("administered_oxytocin", "upregulates", "SOD", "blood_plasma"),
    ("oxytocin_with_strength_training", "upregulates", "CTSK", ""),
    ("oxytocin", "upregulates", "IBSP", "BMMSC"),
    ("estrogen", "increases", "local_oxytocin", "osteoblast"),
    ("AVPR1A", "decreases", "bone_mass", ""),
    ("circulating_oxytocin", "positively_correlated_with", "fat_mass", ""),
    ("circulating_oxytocin", "not_correlated_with", "bone_mineral_density", ""),
    ("administered_oxytocin", "no_effect_on", "bone_loss", ""),
    ("oxytocin", "promotes", "dentinogenesis", ""),
    ("oxytocin", "promotes", "periodontal_regeneration", ""),
    ("oxytocin", "promotes", "mother_to_offspring_calcium_transfer", ""),
    ("posterior_pituitary", "produces", "oxytocin", ""),
    ("propranolol", "prevents", "bone_loss", ""),
    ("propranolol", "no_effect_on", "depressive_behaviour", ""),
    ("imipramine", "suppresses", "depressive_behaviour", ""),
    ("serum_leptin", "not_correlated_with", "bone_loss", ""),
    ("cigarette_smoking", "negatively_correlated_with", "bone_mass", ""),
    ("alcohol_abuse", "risk_factor_for", "osteoporosis", ""),
    ("TPH1", "expressed_in", "osteocyte", ""),
    ("HTR1B", "decreases", "bone_mass", "osteoblast"),
    ("HTR2B", "promotes", "osteoblast_proliferation", ""),
    ("SLC6A4", "no_effect_on", "osteoclast_activity", "osteoclast"),
    ("SSRI", "risk_factor_for", "falls", ""),
    ("NPY", "expressed_in", "bone_tissue", ""),
    ("substance_p", "expressed_in", "bone_tissue", ""),
    ("opioid_peptide", "expressed_in", "bone_tissue", ""),
]


@pytest.mark.parametrize("key", LANDMARKS, ids=" ".join)
def test_a_landmark_of_each_topic_is_a_claim(key: tuple[str, str, str, str]) -> None:
    assert key in {claim.key for claim in CORPUS.claims.values()}


def test_what_readers_of_the_blog_write_is_speculation() -> None:
    comments = [piece for _, piece in EVIDENCE if piece.source == "blog" and piece.lines.first > 15]

    assert comments
    assert {piece.basis for piece in comments} == {"speculation"}


def test_no_claim_rests_on_background_knowledge() -> None:
    assert [named(pair) for pair in EVIDENCE if pair[1].basis == "background"] == []
