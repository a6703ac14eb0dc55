"""The command that verifies the charters."""

from __future__ import annotations

import click

from wiki.charter.queries import charters as queries
from wiki.charter.queries import erasures
from wiki.charter.rules.erasures import DONE
from wiki.charter.views.proof import said
from wiki.kernel.errors import WikiError
from wiki.web.wording import sentence


@click.group("charter")
def charter() -> None:
    """Les chartes."""


@charter.command("verify")
@click.argument("slug", required=False)
def verify(slug: str | None) -> None:
    """Recalcule la chaîne de la charte SLUG, ou de toutes, et nomme le premier maillon rompu."""
    try:
        found = [queries.by_slug(slug)] if slug else list(queries.all_charters())
    except WikiError as error:
        raise click.ClickException(sentence(error)) from error
    wrong = 0
    for one in found:
        problems = queries.broken(one)
        wrong += bool(problems)
        count = len(queries.lines(one.id))
        click.echo(
            f"{one.slug} : {said(problems[0])}."
            if problems
            else f"{one.slug} : tout tient, {count} actes."
        )
        for each in erasures.of_charter(one.id, (DONE,)):
            click.echo(f"  version {each.version}, effacé légalement : {each.erasure.mark}")
    if not found:
        click.echo("Il n’y a pas de charte.")
    if wrong:
        raise click.exceptions.Exit(1)


COMMANDS = (charter,)
