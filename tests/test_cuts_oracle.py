"""The cuts that are found equal those of a search of all sets of terms, for every option."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import prod

from brute_force import Question, Way, axis, hops_of, paths, questions, way_of
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Basis, Sign
from kg.paths import Hop, Scope
from kg.reasoning.cuts import Cut, find_cuts

Ends = frozenset[str]


def ends_of(question: Question) -> Ends:
    query = question.query
    return frozenset(question.index.ends([*query.sources, *query.targets], merge=query.scope.merge))


def inner(question: Question, way: Way) -> Ends:
    return frozenset(way[0]) - ends_of(question)


def smallest(families: list[frozenset[str]]) -> set[frozenset[str]]:
    """List the smallest hitting sets, by trying all sets."""
    items = sorted(frozenset[str]().union(*families))
    for size in range(1, len(items) + 1):
        found = {
            frozenset(each)
            for each in combinations(items, size)
            if all(family & set(each) for family in families)
        }
        if found:
            return found
    return set()


def axes_of(question: Question, cut: Cut) -> frozenset[str]:
    return frozenset(axis(question, term)[0] for term in cut.terms)


def reached(question: Question, blocked: frozenset[str]) -> set[str]:
    """List what the sources reach by simple paths of any sign."""
    query = question.query
    loose = replace(query, sign=None, via=frozenset())
    names = {each for pair in hops_of(question) for each in pair}
    found = set()
    for name in names - blocked:
        asked = replace(loose, targets=(name,), avoid=query.avoid | blocked)
        # A pole or a pool would stand for others too.
        if any(way[0][-1] == name for way in paths(Question(question.index, asked))):
            found.add(name)
    return found


def between(question: Question, hop: Hop) -> tuple[str, str, int]:
    """Write a hop as it lies between two axes."""
    (start, turn), (end, turn_back) = axis(question, hop.subject), axis(question, hop.object)
    return start, end, int(hop.sign * turn * turn_back)


@settings(max_examples=120)
@given(questions(ends=True))
def test_the_cuts_are_all_the_smallest_sets_of_terms_that_sever_every_path(
    question: Question,
) -> None:
    answer = find_cuts(question.index, question.query)

    ways = paths(question)
    severed = [inner(question, way) for way in ways if inner(question, way)]
    found = [axes_of(question, cut) for cut in answer.found]
    assert len(found) == len(set(found))
    assert set(found) == smallest(severed)
    assert answer.complete
    assert answer.least == (len(found[0]) if found else 0)


@settings(max_examples=60)
@given(questions(ends=True))
def test_paths_are_severed_or_have_nothing_between_their_ends(question: Question) -> None:
    answer = find_cuts(question.index, question.query)

    ways = paths(question)
    direct = {way for way in ways if not inner(question, way)}
    assert {way_of(question, path) for path in answer.direct} == direct
    assert answer.count == len(ways) - len(direct)
    assert {way_of(question, path) for path in answer.severed} <= ways - direct


@settings(max_examples=40)
@given(questions(ends=True), st.integers(1, 2))
def test_fewer_cuts_are_the_first_of_all_cuts(question: Question, k: int) -> None:
    everything = find_cuts(question.index, question.query)

    first = find_cuts(question.index, replace(question.query, k=k))

    assert first.found == everything.found[:k]
    assert first.more == (len(everything.found) > k)


@settings(max_examples=30)
@given(questions(ends=True))
def test_what_is_lost_with_a_cut_is_what_the_source_reaches_without_it_alone(
    question: Question,
) -> None:
    for cut in find_cuts(question.index, question.query).found:
        blocked = axes_of(question, cut)
        lost = reached(question, frozenset()) - reached(question, blocked)

        assert set(cut.lost) == lost - blocked - ends_of(question)


@settings(max_examples=60)
@given(questions(ends=True))
def test_the_effects_of_a_block_beside_the_paths_are_its_hops_that_lie_on_none(
    question: Question,
) -> None:
    on_paths = {
        (start, end, sign)
        for names, signs in paths(question)
        for start, end, sign in zip(names, names[1:], signs, strict=False)
    }
    hops = {(*pair, int(sign)) for pair, signs in hops_of(question).items() for sign in signs}

    for cut in find_cuts(question.index, question.query).found:
        for block in cut.blocks:
            name = axis(question, block.term)[0]
            beside = {hop for hop in hops - on_paths if hop[0] == name and hop[1] != name}
            assert {between(question, hop) for hop in block.effects} == beside


@settings(max_examples=40)
@given(questions(ends=True))
def test_a_block_is_moved_as_all_paths_that_pass_it_say(question: Question) -> None:
    query = question.query
    sources = question.index.ends(query.sources, merge=query.scope.merge)
    ways = paths(question)

    for cut in find_cuts(question.index, query).found:
        for block in cut.blocks:
            name, pole = axis(question, block.term)
            moves = {
                prod(signs[: names.index(name)]) * axis(question, sources[names[0]])[1] * pole
                for names, signs in ways
                if name in names
            }
            assert block.moved == (moves.pop() if len(moves) == 1 else 0)


@settings(max_examples=40)
@given(questions(ends=True))
def test_what_counters_a_block_is_every_hop_to_it_that_moves_it_the_other_way(
    question: Question,
) -> None:
    scope = Scope(merge=question.query.scope.merge)
    everything = hops_of(question._replace(query=replace(question.query, scope=scope)))
    aside = ends_of(question)

    for cut in find_cuts(question.index, question.query).found:
        for block in cut.blocks:
            name = axis(question, block.term)[0]
            counters = (*block.drugs, *block.others)
            hops = [
                hop
                for (start, end), signs in everything.items()
                for hop in signs.values()
                if end == name and start not in {*aside, name}
            ]
            turned = [
                hop.sign * axis(question, hop.object)[1] * axis(question, block.term)[1]
                for hop in hops
            ]
            wanted = -block.moved or Sign.DOWN
            assert {hop.subject for hop in counters} == {
                hop.subject for hop, sign in zip(hops, turned, strict=True) if sign == wanted
            }
            types = {hop.subject: question.index.corpus.terms[hop.subject].type for hop in hops}
            assert {hop.subject for hop in block.drugs} == {
                hop.subject for hop in counters if types[hop.subject] == "Drug"
            }


@settings(max_examples=40)
@given(questions(ends=True))
def test_knock_outs_of_a_block_are_those_of_its_own_claims(question: Question) -> None:
    corpus = question.index.corpus
    for cut in find_cuts(question.index, question.query).found:
        for block in cut.blocks:
            own = {
                claim.id
                for claim in corpus.claims.values()
                if axis(question, claim.subject)[0] == axis(question, block.term)[0]
                and any(
                    piece.basis is Basis.LOSS_OF_FUNCTION and corpus.context(piece).model
                    for piece in claim.evidence
                )
            }

            assert {claim.id for each in block.knockouts for claim in each.claims} == own
