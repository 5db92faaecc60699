"""How strong claims are: the ladder, the rule, real claims, and how it is shown."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from corpora import ROOT, corpus_of, row
from spoilt import STRENGTH

import kg
from kg.cli import root
from kg.model import Basis, Certainty, Questions
from kg.model.vocabulary import WEIGHTS
from kg.strength import Rung, Tier, judge, judge_claim, quality_of, rung_of, tier_of
from kg.views.cards import claim_card
from kg.views.why import why_card

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpora import TableFolder

    from kg.model import Claim, Corpus, Ontology
    from kg.strength import Strength

CORPUS = kg.load().corpus
QUESTIONS = Questions(CORPUS)


def strength_of(corpus: Corpus, predicate: str = "increases", site: str = "") -> Strength:
    """Judge the claim of a small corpus that has a predicate and a site."""
    [claim] = [
        claim
        for claim in corpus.claims.values()
        if (claim.predicate, claim.site) == (predicate, site)
    ]
    return judge_claim(corpus, claim, questions=Questions(corpus))


def judged(*rows: Mapping[str, str]) -> Strength:
    """Judge that a raises b by some rows, each of them an asserted experiment in mice."""
    plain = {"species": "mouse"}
    return strength_of(corpus_of([row("a", "->", "b") | plain | cells for cells in rows]))


def scored(corpus: Corpus, **scores: str) -> Corpus:
    """Give studies a score of 10."""
    studies = {
        name: replace(study, quality=scores.get(name, ""), quality_scale="of 10")
        for name, study in corpus.studies.items()
    }
    return replace(corpus, studies=studies)


def weighed(corpus: Corpus, part: str, **weights: float) -> Corpus:
    """Give some weights of a part another value."""
    changed = {**corpus.ontology.weights, part: {**corpus.ontology.weights[part], **weights}}
    return replace(corpus, ontology=replace(corpus.ontology, weights=changed))


@pytest.mark.parametrize(
    ("basis", "species", "rung"),
    [
        ("intervention", "human", Rung.HUMAN_INTERVENTION),
        ("loss_of_function", "human", Rung.HUMAN_INTERVENTION),
        ("intervention", "mouse", Rung.ANIMAL),
        ("loss_of_function", "rat", Rung.ANIMAL),
        ("gain_of_function", "mouse", Rung.ANIMAL),
        ("rescue", "rabbit", Rung.ANIMAL),
        ("intervention", "human|mouse", Rung.ANIMAL),
        ("intervention", "", Rung.ANIMAL),
        ("in_vitro", "human", Rung.CELL),
        ("expression", "human", Rung.CELL),
        ("expression", "mouse", Rung.CELL),
        ("statement", "human", Rung.STATEMENT),
        ("background", "human", Rung.STATEMENT),
        ("speculation", "human", Rung.SPECULATION),
    ],
)
def test_the_rung_follows_from_the_basis_and_the_species(
    basis: str, species: str, rung: Rung
) -> None:
    corpus = corpus_of([row("a", "->", "b", basis=basis, species=species, study="s")])
    [claim] = corpus.claims.values()

    assert rung_of(corpus, claim.evidence[0]) is rung


@pytest.mark.parametrize(
    ("species", "rung"),
    [
        ("human", Rung.HUMAN_ASSOCIATION),
        ("mouse", Rung.CELL),
        ("human|mouse", Rung.CELL),
        ("", Rung.CELL),
    ],
)
def test_what_goes_together_counts_as_human_in_people_alone(species: str, rung: Rung) -> None:
    cells = {"basis": "association", "species": species}
    corpus = corpus_of([row("a", "associated_with", "b") | cells])
    [claim] = corpus.claims.values()

    assert rung_of(corpus, claim.evidence[0]) is rung


def test_the_species_of_a_study_is_that_of_its_evidence() -> None:
    corpus = corpus_of([row("a", "->", "b", study="s")])
    [claim] = corpus.claims.values()
    context = replace(corpus.studies["s"].context, species=("human",))
    told = replace(corpus, studies={"s": replace(corpus.studies["s"], context=context)})

    assert rung_of(told, claim.evidence[0]) is Rung.HUMAN_INTERVENTION


@pytest.mark.parametrize(
    ("score", "scale", "read"),
    [
        ("8", "CAMARADES, of 10", (0.8, 0.8)),
        ("0", "of 10", (0.0, 0.0)),
        ("12", "of 10", (1.0, 1.0)),
        ("Good", "NHLBI", (0.8, 0.8)),
        ("Fair", "NHLBI", (0.6, 0.6)),
        ("poor", "NHLBI", (0.3, 0.3)),
        ("", "", (None, 0.5)),
        ("8", "NHLBI", (None, 0.5)),
        ("superb", "of 10", (None, 0.5)),
    ],
)
def test_a_score_is_read_by_its_scale_and_else_the_study_is_unscored(
    score: str, scale: str, read: tuple[float | None, float]
) -> None:
    study = replace(CORPUS.studies["colli2012"], quality=score, quality_scale=scale)

    assert quality_of(study, CORPUS.ontology.weights["quality"]) == read


def test_evidence_of_no_named_study_counts_less_than_that_of_an_unscored_one() -> None:
    assert quality_of(None, CORPUS.ontology.weights["quality"]) == (None, 0.3)


def test_a_piece_is_worth_its_rung_times_its_certainty_times_its_quality() -> None:
    corpus = scored(
        corpus_of([row("a", "->", "b", study="s", species="rat", certainty="suggested")]), s="8"
    )

    [part] = strength_of(corpus).parts

    assert part.value == pytest.approx(0.6 * 0.7 * 0.8)
    assert (part.study, part.rung, part.certainty) == ("s", Rung.ANIMAL, Certainty.SUGGESTED)
    assert (part.quality, part.opposes) == (0.8, False)


def test_rows_of_one_study_are_one_voice_and_its_best_piece_is_heard() -> None:
    one = judged({"study": "s"})
    more = judged(
        {"study": "s"},
        {"study": "s", "lines": "2-2", "basis": "in_vitro"},
        {"study": "s", "lines": "3-3", "certainty": "open"},
    )

    assert more == one


def test_what_a_source_says_on_its_own_is_one_voice() -> None:
    said = {"basis": "statement"}

    assert judged(said, said | {"lines": "2-2"}).value == judged(said).value == 0.045


def test_support_grows_with_each_study() -> None:
    strengths = [judged(*({"study": name} for name in names)) for names in ("s", "st", "stu")]

    assert [one.value for one in strengths] == [0.3, 0.51, 0.657]
    assert [one.tier for one in strengths] == [Tier.MODERATE, Tier.MODERATE, Tier.STRONG]


def test_however_often_it_is_said_what_is_not_shown_stays_weak() -> None:
    said = judged(*({"study": f"s{n}", "basis": "statement"} for n in range(20)))

    assert (said.tier, said.value, said.rung) == (Tier.WEAK, 0.2, Rung.STATEMENT)


def test_words_lift_no_claim_into_a_better_tier() -> None:
    said = [{"study": s, "basis": "statement"} for s in "tuv"]
    cell = {"study": "s", "basis": "in_vitro"}

    assert judged(cell).tier is judged(cell, *said).tier is Tier.WEAK
    assert judged(cell).value < 0.25 < judged(cell, *said).value


def test_associations_alone_are_never_strong() -> None:
    cells = {"basis": "association", "species": "human"}
    rows = [row("a", "positively_correlated_with", "b", study=f"s{n}") | cells for n in range(9)]
    strength = strength_of(corpus_of(rows), "positively_correlated_with")

    assert (strength.tier, strength.value > 0.95) == (Tier.MODERATE, True)


def test_cells_alone_are_never_strong() -> None:
    strength = judged(*({"study": f"s{n}", "basis": "in_vitro"} for n in range(20)))

    assert (strength.tier, strength.value > 0.95) == (Tier.MODERATE, True)


def test_one_study_of_animals_with_many_of_cells_is_not_replicated() -> None:
    cells = [{"study": f"s{n}", "basis": "in_vitro"} for n in range(20)]

    assert judged({"study": "t"}, *cells).tier is Tier.MODERATE
    assert judged({"study": "t"}, {"study": "u"}, *cells).tier is Tier.STRONG


def test_without_a_named_study_nothing_is_replicated() -> None:
    cells = [{"study": f"s{n}", "basis": "in_vitro"} for n in range(20)]

    assert judged({"study": "t"}, {}, *cells).tier is Tier.MODERATE


def test_a_null_replication_lets_one_study_suffice() -> None:
    corpus = scored(corpus_of([row("a", "->", "b", study="s", species="human")]), s="9")

    assert strength_of(corpus).tier is Tier.MODERATE
    assert strength_of(weighed(corpus, "tier", replication=0.0)).tier is Tier.STRONG


@pytest.mark.parametrize(
    "cells", [{"basis": "speculation"}, {"certainty": "open"}, {"certainty": "open", "study": "s"}]
)
def test_guesses_and_open_questions_are_speculative(cells: dict[str, str]) -> None:
    assert judged(cells).tier is Tier.SPECULATIVE


def test_what_nothing_supports_is_speculative_and_worth_nothing() -> None:
    strength = judged({"outcome": "opposes"})

    assert (strength.tier, strength.value, strength.support) == (Tier.SPECULATIVE, 0, 0)
    assert [part.opposes for part in strength.parts] == [True]
    assert judge(CORPUS, [], []).tier is Tier.SPECULATIVE


def test_a_claim_is_contested_where_half_as_much_speaks_against_it() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "b", study="s", species="mouse"),
            row("a", "->", "b", study="t", species="mouse", outcome="opposes"),
        ]
    )
    tiers = {score: strength_of(scored(corpus, s="8", t=score)).tier for score in ("3", "4", "8")}

    assert tiers == {"3": Tier.MODERATE, "4": Tier.CONTESTED, "8": Tier.CONTESTED}


def test_opposition_takes_its_share_of_the_support() -> None:
    strength = judged(*({"study": s} for s in "stuv"), {"study": "w", "outcome": "opposes"})

    assert (strength.support, strength.opposition) == (0.7599, 0.3)
    assert strength.value == round(0.7599 * 0.7, 4)


def test_claims_that_agree_speak_for_each_other() -> None:
    corpus = corpus_of(
        [
            row("loss", "opposite_of", "b"),
            row("a", "->", "b", study="s"),
            row("a", "-|", "loss", study="t"),
            row("a", "->", "b", study="u", site="c"),
            row("a", "-?", "b", study="v"),
            row("a", "associated_with", "b", study="w"),
        ]
    )

    assert [part.study for part in strength_of(corpus).parts] == ["s", "t", "u"]
    assert [part.study for part in strength_of(corpus, "acts_on").parts] == ["v"]
    assert [part.study for part in strength_of(corpus, "associated_with").parts] == ["w"]


def test_a_claim_at_a_site_is_borne_out_at_that_site_alone() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "b", study="s"),
            row("a", "->", "b", study="t", site="c"),
            row("a", "->", "b", study="u", site="d"),
            row("a", "no_effect_on", "b", study="v", site="d", outcome="null"),
        ]
    )

    found = strength_of(corpus, site="c").parts

    assert [(part.study, part.opposes) for part in found] == [("t", False), ("v", True)]


def test_a_null_result_is_evidence_for_the_claim_of_no_effect() -> None:
    rows = [row("a", "no_effect_on", "b", outcome="null", study=s) for s in "st"]

    assert strength_of(corpus_of(rows), "no_effect_on").value == 0.51


def test_a_number_alone_has_a_tier() -> None:
    values = (1, 0.65, 0.6499, 0.25, 0.2499, 0.02, 0.0199, 0)

    assert [tier_of(CORPUS.ontology, value).word for value in values] == (
        ["strong"] * 2 + ["moderate"] * 2 + ["weak"] * 2 + ["speculative"] * 2
    )


def test_the_weights_of_the_table_are_those_that_code_names(ontology: Ontology) -> None:
    assert {part: set(names) for part, names in WEIGHTS.items()} == {
        part: set(names) for part, names in ontology.weights.items()
    }
    assert [name.replace("_", " ") for name in WEIGHTS["rung"]] == [rung.words for rung in Rung]
    assert list(WEIGHTS["certainty"]) == list(Certainty)


@pytest.mark.parametrize("part", ["rung", "certainty"])
def test_what_is_better_weighs_more(ontology: Ontology, part: str) -> None:
    weights = [ontology.weights[part][name] for name in WEIGHTS[part]]

    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


def test_every_basis_has_a_rung() -> None:
    piece = next(iter(CORPUS.claims.values())).evidence[0]

    assert {rung_of(CORPUS, replace(piece, basis=basis)) for basis in Basis} <= set(Rung)


@pytest.mark.parametrize("name", ["strong", "replication"])
def test_a_weight_that_is_left_out_is_named(tables: TableFolder, name: str) -> None:
    line = tables.line_of(STRENGTH, part="tier", name=name)
    lines = tables.text(STRENGTH).splitlines(keepends=True)
    tables.write(STRENGTH, "".join(lines[: line - 1] + lines[line:]))

    [problem] = tables.problems()

    assert (problem.file, problem.line, problem.column) == (STRENGTH, len(lines) - 1, "name")
    assert (problem.wrong, problem.remedy) == ("no row weighs it under tier", "add the row")
    assert problem.value == name


@pytest.mark.parametrize(
    ("line", "column"), [("tier\tweak\t0.02", "(row)"), ("tier\tweek\t0.02\tmore", "name")]
)
def test_a_weight_whose_row_is_spoilt_is_not_called_left_out(
    tables: TableFolder, line: str, column: str
) -> None:
    tables.change_line(STRENGTH, tables.text(STRENGTH).count("\n"), line)

    assert [problem.column for problem in tables.problems()] == [column]


WORDS = ("statement", "statement")

REAL = {
    # Four rat and rabbit studies, scored 6 to 8 of 10, all one way.
    ("administered_oxytocin", "promotes", "bone_formation", ""): "strong",
    # Knock-outs of two groups, one scored 5 of 10, just short of it; words do not lift them.
    ("OXTR", "promotes", "bone_formation", ""): "moderate",
    # One culture scored 5 of 10, and three that say the same.
    ("oxytocin", "suppresses", "bone_resorption", ""): "weak",
    # Three studies of women, and nobody has intervened.
    ("circulating_oxytocin", "negatively_correlated_with", "osteoporosis", ""): "moderate",
    # Three studies against one of men that found nothing.
    ("circulating_oxytocin", "positively_correlated_with", "bone_mineral_density", ""): "moderate",
    # The one null study that this makes contested.
    ("circulating_oxytocin", "not_correlated_with", "bone_mineral_density", ""): "contested",
    # One mouse study that no review has scored.
    ("chronic_mild_stress", "causes", "bone_loss", ""): "moderate",
    # The same experiment with a hop that its blocker only suggests.
    ("ADRB", "contributes_to", "bone_loss", ""): "weak",
    # Five statements with a study's name and no more than a hope in each.
    ("administered_oxytocin", "candidate_treatment_for", "osteoporosis", ""): "weak",
    # One culture, scored 5 of 10.
    ("oxytocin", "upregulates", "BMP2", "osteoblast"): "weak",
    # A reviewer's word against a culture and a study of knock-outs.
    ("oxytocin", "no_effect_on", "bone_resorption", ""): "contested",
    # The source itself calls it unclear.
    ("corticosterone", "contributes_to", "bone_loss", ""): "speculative",
    # The source says that it does not reach bone.
    ("brain_serotonin", "acts_on", "bone_cell", ""): "speculative",
}


@pytest.mark.parametrize(("key", "tier"), REAL.items(), ids=["-".join(key) for key in REAL])
def test_real_claims_are_as_strong_as_a_careful_reader_would_say(
    key: tuple[str, ...], tier: str
) -> None:
    [claim] = [claim for claim in CORPUS.claims.values() if claim.key == key]

    assert judge_claim(CORPUS, claim, questions=QUESTIONS).tier.word == tier


def test_the_page_counts_the_claims_of_each_tier() -> None:
    strengths = [
        judge_claim(CORPUS, claim, questions=QUESTIONS) for claim in CORPUS.claims.values()
    ]
    counts = Counter(strength.tier.word for strength in strengths)
    page = " ".join((ROOT / "ontology" / "strength.md").read_text("utf-8").split())

    assert (
        f"Of the {len(strengths)} claims, {counts['strong']} are strong, {counts['moderate']} "
        f"moderate, {counts['weak']} weak, {counts['contested']} contested and "
        f"{counts['speculative']} speculative."
    ) in page


def test_the_page_works_out_an_example_as_the_command_does() -> None:
    page = (ROOT / "ontology" / "strength.md").read_text("utf-8")
    strength = judge_claim(CORPUS, CORPUS.claims["34bc9fdc6e1f"], questions=QUESTIONS)
    worth = re.findall(r"^\| ([+−]) .* \| ([0-9.]+) \|$", page, re.MULTILINE)

    assert [(sign == "−", float(value)) for sign, value in worth] == [
        (part.opposes, part.value) for part in strength.parts
    ]
    assert f"= {strength.support}, opposition {strength.opposition}, and" in page
    assert f"= {strength.value}: {strength.tier.word}" in page


def shown() -> tuple[Corpus, Claim]:
    corpus = scored(
        corpus_of(
            [
                row("a", "->", "b", study="s", species="rat"),
                row("a", "->", "b", study="t", basis="statement", certainty="suggested"),
                row("a", "->", "b", basis="in_vitro", outcome="opposes"),
            ]
        ),
        s="8",
    )
    [claim] = corpus.claims.values()
    return corpus, claim


def test_every_part_of_a_strength_is_shown() -> None:
    corpus, claim = shown()

    assert why_card(corpus, claim) == (
        "a increases b\n"
        f"  claim     {claim.id}\n"
        "  strength  moderate, 0.4616\n"
        "  because   at least 0.25, but below 0.65\n"
        "\n"
        "worth     rung            certainty      quality       who\n"
        "+ 0.48    0.6 animal      1 asserted     0.8 8/10      s\n"
        "+ 0.0525  0.15 statement  0.7 suggested  0.5 unscored  t\n"
        "- 0.09    0.3 cell        1 asserted     0.3 unnamed   source\n"
        "\n"
        "  support     0.5073 = 1 - (1-0.48) × (1-said), said = 1 - (1-0.0525), at most\n"
        "              0.2\n"
        "  opposition  0.09 = 1 - (1-0.09)\n"
        "  value       0.4616 = 0.5073 × (1-0.09)\n"
    )


def test_no_line_of_a_judgement_is_wider_than_80_columns() -> None:
    pages = [why_card(CORPUS, claim, width=80) for claim in CORPUS.claims.values()]

    assert max(len(line) for page in pages for line in page.splitlines()) <= 80


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([{"outcome": "opposes"}], "nothing supports it"),
        ([{"basis": "speculation"}], "nothing but guesses and open questions supports it"),
        ([{"basis": "statement"}], "more than guesses, but below 0.25"),
        (
            [{"study": s, "basis": b} for s, b in zip("stu", ["in_vitro", *WORDS], strict=True)],
            "at least 0.25, but less without what is only said",
        ),
        (
            [{"study": s} for s in "st"]
            + [{"study": s, "basis": "in_vitro"} for s in "uv"]
            + [{"study": s, "basis": "statement"} for s in "wxyz"],
            "at least 0.65, but less without what is only said",
        ),
        ([{}, {"outcome": "opposes"}], "what speaks against it is at least 0.5 of what supports"),
        ([{"study": s} for s in "stu"], "at least 0.65; two studies of people or animals, one by"),
        (
            [{"study": s, "basis": "in_vitro"} for s in "abcdefgh"],
            "at least 0.65, but strong needs two named studies of people",
        ),
    ],
)
def test_each_tier_is_given_a_reason(rows: list[dict[str, str]], reason: str) -> None:
    corpus = corpus_of([row("a", "->", "b") | cells for cells in rows])
    [claim] = corpus.claims.values()

    assert f"  because   {reason}" in why_card(corpus, claim)


def test_a_score_that_makes_evidence_worthless_is_told() -> None:
    corpus = scored(corpus_of([row("a", "->", "b", study="s")]), s="0")
    [claim] = corpus.claims.values()

    assert "  because   next to nothing supports it\n" in why_card(corpus, claim)


def test_a_claim_is_shown_with_its_tier_and_number() -> None:
    corpus, claim = shown()

    assert "  strength  moderate, 0.4616\n" in claim_card(corpus, claim)


def test_the_command_shows_why() -> None:
    claim = next(iter(CORPUS.claims.values()))

    done = CliRunner().invoke(root, ["show", claim.id, "--why"])

    assert (done.exit_code, done.stdout) == (0, why_card(CORPUS, claim, width=80))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["oxytocin", "--why"], "--why is for one claim: name it by its identifier"),
        (["--why"], "--why is for one claim: name it by its identifier"),
        (
            [next(iter(CORPUS.claims)), "--why", "--sources", "."],
            "--why prints no lines of the sources: leave one of the two away",
        ),
    ],
)
def test_why_is_asked_of_one_claim_alone(arguments: list[str], message: str) -> None:
    done = CliRunner().invoke(root, ["show", *arguments])

    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"kg: {message}\n")
