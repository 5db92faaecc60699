"""What the commands that ask for mechanisms share: their constraints, and how answers go out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli._output import NOTHING_FOUND, output_option, write
from kg.views.forms import FORMS, rendered

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.answers import Findings

__all__ = ["answer_options", "constraint_options", "constraints_of", "deliver"]

Function = TypeVar("Function", bound="Callable[..., Any]")


def _many(option: str, name: str, help_: str, *, of: str = "WORD") -> Callable[..., Any]:
    """Make an option that may be repeated."""
    return click.option(option, name, multiple=True, metavar=of, help=help_)


CONSTRAINTS = (
    click.option(
        "--sign", type=click.Choice(["+", "-"]), help="Net sign wanted; any if not given."
    ),
    click.option("-k", "k", type=int, default=10, show_default=True, help="How many at most."),
    click.option("--all", "everything", is_flag=True, help="All of them, whatever -k says."),
    click.option(
        "--longest", type=int, default=6, show_default=True, help="How many hops at most."
    ),
    click.option(
        "--rank",
        type=click.Choice(["tier", "length", "support"]),
        default="tier",
        show_default=True,
        help="What comes first: the surest weakest hop, the shortest, the surest product.",
    ),
    _many("--via", "via", "Term to pass; may be repeated, as all below.", of="TERM"),
    _many("--avoid", "avoid", "Term not to pass.", of="TERM"),
    _many("--type", "types", "Class that all terms between must have."),
    _many("--avoid-type", "avoid_types", "Class that none between may have."),
    _many("--species", "species", "Every hop has evidence in this species."),
    _many("--sex", "sex", "Likewise in this sex."),
    _many("--stage", "stage", "Likewise at this stage of life."),
    _many("--model", "model", "Likewise in this model."),
    click.option("--prefer", is_flag=True, help="Only prefer such evidence: its paths come first."),
    _many("--site", "sites", "Only claims about this site.", of="TERM"),
    _many("--predicate", "predicates", "Only claims with this predicate."),
    _many("--mechanism", "mechanisms", "Only this file of triples/claims."),
    _many("--source", "documents", "Only claims of this document."),
    _many("--basis", "basis", "Only evidence obtained so, in_vitro for one."),
    click.option(
        "--certainty",
        type=click.Choice(["asserted", "suggested", "open"]),
        default="suggested",
        show_default=True,
        help="The least that counts.",
    ),
    click.option(
        "--also",
        type=click.Choice(["association", "structure"]),
        multiple=True,
        help="Walk such steps beside causal ones.",
    ),
    click.option("--merge-pools", is_flag=True, help="Take a substance and its pools for one."),
    click.option("--steps", type=int, default=2_000_000, show_default=True, help="Search budget."),
    click.option("--seconds", type=float, help="Time budget; none if not given."),
)


def constraint_options(command: Function) -> Function:
    """Add the options that say what is asked of paths, named as in `kg.asking.Constraints`."""
    for option in reversed(CONSTRAINTS):
        command = option(command)
    return command


def answer_options(command: Function) -> Function:
    """Add the options that say how an answer is written, and where."""
    html = click.option("--html", metavar="FILE", help="Also draw it as an interactive page.")
    form = click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(FORMS),
        default="text",
        show_default=True,
        help="How to write the answer.",
    )
    return form(output_option(html(command)))


def constraints_of(options: dict[str, Any]) -> dict[str, Any]:
    """Turn the options of `constraint_options` into constraints."""
    everything = options.pop("everything")
    return options | {"k": None} if everything else options


def deliver(  # noqa: PLR0913 - the form of the answer, and why there is none
    ctx: click.Context,
    found: Findings[Any],
    *,
    form: str,
    output: str | None,
    html: str | None,
    why: Callable[[], str] = str,
) -> None:
    """Write an answer, draw it if asked, and end with 3 if there is none, saying why."""
    if found or form != "text":
        write(rendered(found.view, form), output)
    if not found:
        click.echo(f"kg: {found.view.summary()}", err=True)
        click.echo(why(), err=True, nl=False)
        ctx.exit(NOTHING_FOUND)
    if html:
        found.map().save(html)
        click.echo(f"wrote {html}", err=True)
