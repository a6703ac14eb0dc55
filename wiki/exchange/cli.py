"""The commands that write archives and take them back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from wiki.exchange.service import check, restore, write
from wiki.exchange.tables import ARCHIVE, BACKUP
from wiki.kernel.errors import WikiError
from wiki.web.wording import sentence

_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
_replace = click.option("--replace", is_flag=True, help="Remplacer tout ce que le wiki contient.")


@contextmanager
def _worded() -> Iterator[None]:
    try:
        yield
    except WikiError as error:
        raise click.ClickException(sentence(error)) from error
    except OSError as error:  # a folder that is not there, a disk that is full
        raise click.ClickException(f"{error.filename or 'disque'} : {error.strerror}") from error


@click.command()
@_file
def backup(file: Path) -> None:
    """Sauvegarde tout le wiki dans FILE, pendant que l’on s’en sert, et relit la sauvegarde."""
    _write(file, BACKUP)


@click.command()
@_file
def export(file: Path) -> None:
    """Écrit dans FILE toutes les pages et leurs versions, les fichiers, sans rien de privé."""
    _write(file, ARCHIVE)


def _write(file: Path, profile: str) -> None:
    with _worded():
        missing = write.write(file, profile)
        with check.checked(file, profile) as archive:
            rows = sum(table["rows"] for table in archive.manifest["tables"].values())
    click.echo(f"{file} : {rows} lignes, {file.stat().st_size} octets, relu et vérifié.")
    for digest in missing:
        click.echo(f"Contenu absent ou abîmé : {digest}", err=True)
    if missing:
        raise click.ClickException(f"Contenus de fichiers qui manquent : {len(missing)}.")


@click.command("restore")
@_file
@_replace
def restore_(file: Path, replace: bool) -> None:
    """Reprend la sauvegarde FILE, après l’avoir vérifiée. Arrêtez d’abord le wiki."""
    _take_back(file, BACKUP, replace)


@click.group("import")
def import_() -> None:
    """Fait entrer des contenus."""


@import_.command("archive")
@_file
@_replace
def archive(file: Path, replace: bool) -> None:
    """Reprend l’archive FILE, écrite par « wiki export », dans un wiki vide."""
    _take_back(file, ARCHIVE, replace)


def _take_back(file: Path, profile: str, replaces: bool) -> None:
    with _worded():
        taken = restore.restore(file, profile, replaces=replaces)
    rows = sum(table["rows"] for table in taken.manifest["tables"].values())
    click.echo(f"{rows} lignes reprises. Vous pouvez lancer le wiki.")


COMMANDS = (backup, export, restore_, import_)
