"""The command that brings places in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO

import click

from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import SYSTEM
from wiki.places.imports import cget_2019, elements, tables
from wiki.places.imports.reading import Reading, Remark
from wiki.places.imports.table import read_table
from wiki.places.service.bring_in import bring_in
from wiki.web.wording import sentence

#: Name of a form of file -> the register whose numbers it has, and what reads it.
MAPPINGS: Mapping[str, tuple[str, Callable[[BinaryIO], Reading]]] = {
    "cget-2019": ("cget", lambda file: cget_2019.read(read_table(file))),
    "ftl": ("ftl", elements.read_ftl),
    "geojson": ("other", elements.read_geojson),
    "gogocarto": ("gogocarto", elements.read_gogocarto),
    "mednum": ("mednum", tables.read_mednum),
    "nouvelle-aquitaine": ("nouvelle_aquitaine", tables.read_nouvelle_aquitaine),
    "osm": ("osm", elements.read_osm),
    "table": ("other", tables.read_any),
}


@click.group("import")
def import_() -> None:
    """Fait entrer des contenus."""


@import_.command("places")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--mapping", type=click.Choice(sorted(MAPPINGS)), required=True)
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
    register, read = MAPPINGS[mapping]
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
            SYSTEM, register, found.places, summary=f"Importer {file.name}", told=bar.update
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
        if mapping != "table":
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
