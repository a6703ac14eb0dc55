"""The command that brings places in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

import click

from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import SYSTEM
from wiki.places.imports import tables
from wiki.places.imports.forms import BY_HAND, FORMS
from wiki.places.imports.reading import Remark
from wiki.places.service.bring_in import bring_in
from wiki.web.wording import sentence


@click.group("import")
def import_() -> None:
    """Fait entrer des contenus."""


@import_.command("places")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--mapping", type=click.Choice(sorted(FORMS)), required=True)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="COLONNE=CHAMP",
    help="Pour « table » : ce que dit une colonne, quand son nom ne le dit pas.",
)
@click.option("--dry-run", is_flag=True, help="Lire et dire ce qui n’y va pas, sans rien changer.")
def places(file: Path, mapping: str, columns: tuple[str, ...], dry_run: bool) -> None:
    """Fait entrer les lieux de FILE ; une seconde fois ne change que ce que le fichier a changé."""
    form = FORMS[mapping]
    read = form.read
    if chosen := _chosen(mapping, columns):
        read = partial(tables.read_any, chosen=chosen)
    try:
        with file.open("rb") as opened:
            found = read(opened)
    except WikiError as error:
        raise click.ClickException(sentence(error)) from error
    _tell(found.remarks)
    click.echo(f"{len(found.places)} lieux lus, {len(found.left)} lignes sans lieu.")
    if dry_run:
        return
    with click.progressbar(length=len(found.places), label="Lieux") as bar:
        brought = bring_in(
            SYSTEM, form.register, found.places, summary=f"Importer {file.name}", told=bar.update
        )
    _tell(brought.remarks)
    click.echo(
        f"Faits : {len(brought.made)}, changés : {len(brought.changed)}, "
        f"inchangés : {len(brought.unchanged)}."
    )


def _chosen(mapping: str, columns: Iterable[str]) -> Mapping[str, str]:
    """What somebody says that columns say: « Tél. pro=phone »."""
    chosen: dict[str, str] = {}
    for written in columns:
        header, _, said = written.rpartition("=")
        if mapping != BY_HAND:
            raise click.UsageError("« --column » ne va qu’avec « --mapping table ».")
        if said not in tables.meanings_known():
            raise click.BadParameter(
                f"« {said} » n’est pas un champ : voyez docs/reference/fiches.md, ou number, "
                "insee, town, lat, lon.",
                param_hint="--column",
            )
        if said in chosen.values():
            raise click.BadParameter(f"« {said} » est dit deux fois.", param_hint="--column")
        chosen[header] = said
    return chosen


def _tell(remarks: Iterable[Remark]) -> None:
    for remark in remarks:
        said = sentence(WikiError(remark.code, **remark.parameters))
        click.echo(f"Ligne {remark.line} : {said}")


COMMANDS = (import_,)
