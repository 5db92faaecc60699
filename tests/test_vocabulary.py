"""The vocabulary in `ontology/`, and the few words of it that code names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import Basis, Certainty, Match, Outcome, Sign
from kg.model.vocabulary import STRUCTURAL

if TYPE_CHECKING:
    from enum import StrEnum

    from kg.model import Ontology, Predicate


@pytest.mark.parametrize("words", [Basis, Certainty, Outcome])
def test_the_words_that_code_names_are_those_of_the_table(
    ontology: Ontology, words: type[StrEnum]
) -> None:
    assert set(words) == ontology.values[words.__name__.lower()].keys()


def test_every_strength_of_a_match_is_one_that_a_predicate_has(ontology: Ontology) -> None:
    assert {predicate.ro_match for predicate in ontology.predicates.values()} == set(Match)


def test_the_structural_predicates_are_predicates_of_the_table(ontology: Ontology) -> None:
    assert ontology.predicates.keys() >= STRUCTURAL


def test_no_structural_predicate_is_causal_or_signed(ontology: Ontology) -> None:
    structural = [ontology.predicates[name] for name in sorted(STRUCTURAL)]

    assert [(one.causal, one.sign, one.null) for one in structural] == [
        (False, Sign.UNKNOWN, False)
    ] * len(STRUCTURAL)


def test_no_cause_starts_from_a_read_out(ontology: Ontology) -> None:
    """A measure ends a path: neither it, nor a type above it, is the subject of a cause."""
    carriers = [name for name in ontology.types if ontology.is_any("Measure", (name,))]
    causes = [one for one in ontology.predicates.values() if one.causal]

    assert carriers == ["ConditionOrMeasure", "Measure"]
    assert [one.id for one in causes if not set(carriers).isdisjoint(one.subject_types)] == []


def test_every_type_that_a_predicate_takes_is_declared(ontology: Ontology) -> None:
    taken = {
        type_
        for one in ontology.predicates.values()
        for type_ in (*one.subject_types, *one.object_types)
    }

    assert taken
    assert taken <= ontology.types.keys()


def test_every_lineage_comes_to_a_root(ontology: Ontology) -> None:
    roots = {ontology.lineage(name)[-1] for name in ontology.types}

    assert {ontology.types[root].parent for root in roots} == {""}


def test_a_symmetric_predicate_and_no_other_is_its_own_inverse(ontology: Ontology) -> None:
    for one in ontology.predicates.values():
        assert (one.inverse == one.id) is one.symmetric, one.id


def test_inverses_are_named_apart(ontology: Ontology) -> None:
    inverses = [one.inverse for one in ontology.predicates.values()]

    assert len(set(inverses)) == len(inverses)


def test_a_predicate_that_says_nothing_was_found_is_no_cause(ontology: Ontology) -> None:
    null = [one for one in ontology.predicates.values() if one.null]

    assert sorted(one.id for one in null) == ["no_effect_on", "not_correlated_with"]
    assert [(one.causal, one.sign) for one in null] == [(False, Sign.UNKNOWN)] * 2


def curies(one: Predicate) -> set[str]:
    return {one.ro_curie, one.biolink, one.safe_superproperty} - {""}


def test_every_public_identifier_of_the_vocabulary_has_a_declared_prefix(
    ontology: Ontology,
) -> None:
    used = set().union(*map(curies, ontology.predicates.values()))
    used |= {type_.biolink for type_ in ontology.types.values()}
    used |= {value.curie for words in ontology.values.values() for value in words.values()}

    assert {curie.partition(":")[0] for curie in used - {""}} <= ontology.prefixes.keys()


def test_every_iri_of_a_prefix_is_one_that_a_name_can_follow(ontology: Ontology) -> None:
    assert [
        iri
        for iri in ontology.prefixes.values()
        if not iri.startswith(("http://", "https://")) or iri[-1] not in "/#_:"
    ] == []
