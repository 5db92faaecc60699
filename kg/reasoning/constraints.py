"""The constraints of a query one by one, and the query without some of them."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.model import Basis, Certainty, Context
from kg.paths.query import Walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.paths.query import PathQuery, Scope

__all__ = ["Constraint", "constraints_of", "relaxed"]

FARTHEST = 1_000_000
"""More hops than any graph has terms."""
SETS = ("predicates", "mechanisms", "sources", "sites")
PARTS = tuple(part.name for part in fields(Context))
PREFERRED = {"sites", *PARTS}
"""What is no constraint if it is only preferred."""


class Constraint(NamedTuple):
    """One thing that a query asks of paths beside their ends.

    `kind` is the name of the attribute that holds it in `PathQuery`, `Scope` or `Context`, but
    for `guesses` (speculation and background count only if they are named), `association` and
    `structure` (such steps are not walked) and `pools` (they are kept apart). `values` is what
    is asked, sorted; empty for these.
    """

    kind: str
    values: tuple[str, ...] = ()


def constraints_of(query: PathQuery) -> Iterator[Constraint]:
    """List the constraints of a query, also those that hold unless one asks otherwise."""
    if query.sign is not None:
        yield Constraint("sign", (query.sign.symbol,))
    yield Constraint("longest", (str(query.longest),))
    for kind in ("via", "avoid"):
        yield from (Constraint(kind, (term,)) for term in sorted(getattr(query, kind)))
    for kind in ("types", "avoid_types"):
        if getattr(query, kind):
            yield Constraint(kind, tuple(sorted(getattr(query, kind))))
    yield from _of_scope(query.scope)


def _of_scope(scope: Scope) -> Iterator[Constraint]:
    asked = {kind: getattr(scope, kind) for kind in SETS}
    asked |= {part: getattr(scope.context, part) for part in PARTS}
    for kind, values in asked.items():
        if values and not (scope.prefer and kind in PREFERRED):
            yield Constraint(kind, tuple(sorted(values)))
    if scope.certainty is not Certainty.OPEN:
        yield Constraint("certainty", (scope.certainty.value,))
    yield Constraint("bases", tuple(sorted(scope.bases))) if scope.bases else Constraint("guesses")
    for walk in (Walk.ASSOCIATION, Walk.STRUCTURE):
        if walk not in scope.walks:
            yield Constraint(walk.value)
    if not scope.merge:
        yield Constraint("pools")


def relaxed(query: PathQuery, given_up: Iterable[Constraint]) -> PathQuery:
    """Give a query without some of its constraints."""
    for kind, values in given_up:
        query = _without(query, kind, values)
    return query


def _without(query: PathQuery, kind: str, values: tuple[str, ...]) -> PathQuery:
    wider: dict[str, Any] = {
        "sign": None,
        "longest": FARTHEST,
        "via": query.via - set(values),
        "avoid": query.avoid - set(values),
        "types": frozenset(),
        "avoid_types": frozenset(),
    }
    if kind in wider:
        return replace(query, **{kind: wider[kind]})
    return replace(query, scope=_wider(query.scope, kind))


def _wider(scope: Scope, kind: str) -> Scope:
    if kind in PARTS:
        return replace(scope, context=replace(scope.context, **{kind: ()}))
    wider: dict[str, Any] = {
        **dict.fromkeys(SETS, frozenset()),
        "certainty": Certainty.OPEN,
        "bases": frozenset(),
        "guesses": frozenset(Basis),
        "pools": True,
        "association": scope.walks | {Walk.ASSOCIATION},
        "structure": scope.walks | {Walk.STRUCTURE},
    }
    names = {"guesses": "bases", "pools": "merge", "association": "walks", "structure": "walks"}
    return replace(scope, **{names.get(kind, kind): wider[kind]})
