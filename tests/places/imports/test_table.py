"""A table out of a file: what is read, and every refusal by its code."""

from __future__ import annotations

import io
import zipfile

import pytest

from wiki.kernel.errors import Invalid, TooMuch
from wiki.places.imports import table as module
from wiki.places.imports.table import read_table


def archive(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name.replace("_", "."), content)
    return made.getvalue()


def read(data: bytes) -> module.Table:
    return read_table(io.BytesIO(data))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_reads_rows_by_the_names_of_columns(delimiter: str, end: str) -> None:
    found = read(
        delimiter.join(["nom", "ville"]).encode()
        + end.encode()
        + b" Le Quai "
        + delimiter.encode()
        + b"Pau"
    )
    assert found.columns == ("nom", "ville")
    (row,) = found.rows
    assert (row.line, dict(row.cells)) == (2, {"nom": "Le Quai", "ville": "Pau"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_reads_what_spreadsheets_write(encoding: str) -> None:
    found = read("nom,ville\nL’Été,Évry\n".encode(encoding))
    assert found.columns == ("nom", "ville")
    assert found.rows[0].cells["nom"] == "L’Été"


def test_a_cell_may_hold_lines_and_delimiters() -> None:
    found = read(b'nom,ville\n"Le Quai,\nau port",Pau\nLe Pont,Dax\n')
    assert [row.line for row in found.rows] == [2, 4]
    assert found.rows[0].cells["nom"] == "Le Quai,\nau port"


def test_says_the_lines_of_another_shape() -> None:
    found = read(b"nom,ville\nLe Quai\n\nLe Pont,Dax\nLe Phare,Pau,64\n")
    assert found.misshapen == (2, 5)
    assert [row.line for row in found.rows] == [4]


def test_reads_the_table_of_an_archive() -> None:
    found = read(archive(lieux_csv=b"nom,ville\nLe Quai,Pau\n", lisez_txt=b"..."))
    assert found.rows[0].cells["ville"] == "Pau"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_not_table"),
        (b"nom\nLe Quai\n", "file_not_table"),
        (b'nom,ville\n"Le Quai,Pau\n', "file_not_table"),
        ("nom,ville\nL’Été,Évry\n".encode("cp1252"), "file_not_utf8"),
        ("nom,ville\nLe Quai,Évry\n".encode("latin-1"), "file_not_utf8"),
        (b"nom,ville\n\0,Pau\n", "file_not_text"),
        (b"\x89PNG\r\n\x1a\n\0\0", "file_not_text"),
        (b"PK\x03\x04 et rien d'autre", "archive_unreadable"),
        (archive(a_csv=b"a,b\n", b_csv=b"a,b\n"), "archive_without_table"),
        (archive(a_txt=b"a,b\n"), "archive_without_table"),
        (archive(a_csv=b"a,b\n" * 50)[:-30], "archive_unreadable"),
    ],
    ids=range(11),  # an archive holds the time at which it was made
)
def test_refuses_what_is_no_table(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read(data)
    assert refusal.value.code == code


def test_says_the_line_that_is_not_utf_8() -> None:
    with pytest.raises(Invalid) as refusal:
        read(b"nom,ville\nLe Quai,Pau\nLe M\xe9tier,Pau\n")
    assert refusal.value.params == {"line": 3}


class Endless(io.RawIOBase):
    """A file that counts what is asked of it and has no end."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        assert 0 <= size <= module.LARGEST + 1
        self.given += size
        return b"a" * size


def test_refuses_a_file_of_a_hundred_megabytes_without_reading_it_all() -> None:
    file = Endless()
    with pytest.raises(TooMuch, match="file_too_large"):
        read_table(file)
    assert file.given <= module.LARGEST + 1


def test_refuses_an_archive_that_swells() -> None:
    bomb = archive(lieux_csv=b"0" * 200_000_000)
    assert len(bomb) < 300_000
    with pytest.raises(TooMuch, match="file_too_large"):
        read(bomb)


def test_refuses_more_rows_than_it_takes() -> None:
    assert len(read_table(io.BytesIO(b"a,b\n" + b"1,2\n" * 3), most=3).rows) == 3
    for last in (b"1,2\n", b"1\n"):
        with pytest.raises(TooMuch, match="too_many_rows"):
            read_table(io.BytesIO(b"a,b\n1,2\n1\n1,2\n" + last), most=3)


def test_refuses_more_columns_than_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_COLUMNS", 2)
    assert read(b"a,b\n1,2\n").columns == ("a", "b")
    with pytest.raises(TooMuch, match="too_many_columns"):
        read(b"a,b,c\n1,2,3\n")


def test_a_cell_without_end_is_not_read() -> None:
    found = read(b"a,b\n1," + b"x" * (module.LONGEST_CELL + 1) + b"\n1,2\n")
    assert found.misshapen == (2,)
    assert len(found.rows) == 1
