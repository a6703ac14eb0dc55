"""A table of targets that somebody pasted: which column says what. Plain values."""

from __future__ import annotations

import io

from wiki.census.rules import GIVEN, PUBLIC, Asked
from wiki.kernel.errors import Invalid, TooMuch
from wiki.places.imports.table import read_table
from wiki.schema.folding import folded

#: Most lines of a table.
LINES = 2_000
_DELIMITERS = ",;\t|"
#: What a column says -> the headers under which it does.
_HEADERS = {
    "name": ("nom", "name", "cible", "structure", "organisme", "raison sociale"),
    "commune": ("commune", "ville", "insee", "code insee", "code_insee", "codgeo", "city"),
    "postcode": ("code postal", "code_postal", "cp", "postcode"),
    "email": ("courriel", "mail", "email", "e-mail", "adresse electronique", "adresse mail"),
    "kind": ("type", "sorte", "kind", "genre"),
    "told": ("source", "provenance", "origine"),
}
_KINDS = {
    "lieu": "place",
    "tiers-lieu": "place",
    "projet": "project",
    "collectivite": "authority",
    "mairie": "authority",
    "chambre": "chamber",
    "chambre consulaire": "chamber",
    "autre": "other",
}


def read(text: str, basis: str, told: str, based_on: str) -> list[tuple[int, Asked]]:
    """Each line with the target that it says, nothing judged.

    `basis`, `told` and `based_on` are those of all addresses; a line may tell another source.
    Raises `Invalid`, `TooMuch`.
    """
    if not text.strip():
        raise Invalid("census_table", field="table")
    first = text.lstrip("\ufeff").partition("\n")[0]
    if not any(sign in first for sign in _DELIMITERS):  # one column: names alone
        text = "\n".join(f"{line.rstrip()}\t" for line in text.splitlines() if line.strip())
    table = read_table(io.BytesIO(text.encode("utf-8", "replace")))
    names = {
        said: column
        for column in table.columns
        for said, headers in _HEADERS.items()
        if folded(column) in headers
    }
    if "name" not in names:
        raise Invalid("census_table", field="table")
    if len(table.rows) > LINES:
        raise TooMuch("census_table_long", limit=LINES)

    def asked(cells: dict[str, str]) -> Asked:
        said = {name: cells.get(column, "") for name, column in names.items()}
        place = " ".join(filter(None, (said.get("commune", ""), said.get("postcode", ""))))
        return Asked(
            _kind(said.get("kind", "")),
            said["name"],
            place,
            said.get("email", ""),
            basis if basis in (PUBLIC, GIVEN) else "",
            said.get("told") or told,
            based_on,
        )

    return [(row.line, asked(row.cells)) for row in table.rows]


def _kind(raw: str) -> str:
    said = folded(raw)
    return _KINDS.get(said, said or "place")
