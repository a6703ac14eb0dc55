"""The command that brings places in."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from tests.places.imports.test_cget_2019 import HEADER
from wiki.kernel.db import release_reading
from wiki.pages.queries import pages as queries
from wiki.places.cli import import_
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.directory import count

LINE = {
    "ID": "7",
    "NOM_TL": "Le Quai",
    "ADRESSE": "1 rue du Port",
    "CP": "33500",
    "COMINIT": "Pomerol",
    "INSEECOM": "33328",
    "NOMCOM": "Pomerol",
    "TYPO": "Tiers lieux à dominante coworking",
}


def run(app: Flask, *arguments: str, mapping: str = "cget-2019") -> Result:
    """What the command says."""
    with app.app_context():
        result = CliRunner().invoke(import_, ["places", *arguments, "--mapping", mapping])
        release_reading()
    return result


def file_of(folder: Path) -> str:
    """A census of one line."""
    path = folder / "census.csv"
    path.write_text(f"{','.join(HEADER)}\n{','.join(LINE.get(name, '') for name in HEADER)}\n")
    return str(path)


def test_places_come_in_once(app: Flask, tmp_path: Path) -> None:
    told = run(app, file_of(tmp_path))
    assert (told.exit_code, "Faits : 1" in told.output) == (0, True), told.output
    assert "inchangés : 1" in run(app, file_of(tmp_path)).output


def test_a_dry_run_changes_nothing(app: Flask, tmp_path: Path) -> None:
    assert "1 lieux lus" in run(app, file_of(tmp_path), "--dry-run").output
    with app.app_context():
        assert count(PlaceFilter()) == 0


def test_other_forms_come_in_once_too(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "lieux.csv"
    path.write_text("Nom,Ville,Couleur\nLe Quai,Pomerol,bleu\nSans ville,,\n")
    told = run(app, str(path), mapping="table")
    assert (told.exit_code, "Faits : 1" in told.output) == (0, True), told.output
    assert "1 lignes sans lieu" in told.output
    assert "« Couleur »" in told.output.replace("\u00a0", " ").replace("\u202f", " ")
    assert "inchangés : 1" in run(app, str(path), mapping="table").output


def test_a_column_says_what_one_says_it_does(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "lieux.csv"
    path.write_text("Enseigne,Nom,Ville\nLe Quai,Dupont,Pomerol\n")
    told = run(app, str(path), "--column", "Enseigne=name", mapping="table")
    assert "Faits : 1" in told.output, told.output
    assert "« Nom »" in told.output.replace("\u00a0", " ").replace("\u202f", " ")
    with app.app_context():
        assert queries.led_to("Le Quai") is not None


@pytest.mark.parametrize(
    ("column", "mapping"), [("Enseigne=nothing", "table"), ("=", "table"), ("a=name", "ftl")]
)
def test_refuses_a_column_that_says_nothing_known(
    app: Flask, tmp_path: Path, column: str, mapping: str
) -> None:
    told = run(app, file_of(tmp_path), "--column", column, mapping=mapping)
    assert told.exit_code == 2


def test_refuses_a_file_that_is_not_the_census(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    told = run(app, str(path))
    assert told.exit_code == 1
    assert "Ce fichier n’est pas celui du recensement" in told.output
