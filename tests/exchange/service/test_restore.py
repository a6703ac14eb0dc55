"""Backups and archives, on both engines and from one to the other."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from flask import Flask

from tests import people
from tests.exchange import wikis
from tests.files import images, stored
from wiki.exchange.service import check
from wiki.exchange.service.restore import restore
from wiki.exchange.service.write import write
from wiki.exchange.tables import ARCHIVE, BACKUP
from wiki.jobs import service as jobs
from wiki.kernel.db import release_reading, state
from wiki.kernel.errors import Conflict, Invalid
from wiki.mail.models import Mail
from wiki.members.service.profile import change_profile
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save
from wiki.site.queries import setting


def written(app: Flask, path: Path, profile: str) -> Path:
    """An archive of a wiki."""
    with app.app_context():
        assert write(path, profile) == []
        release_reading()
    return path


def taken(app: Flask, path: Path, profile: str, *, replaces: bool = False) -> None:
    """An archive taken back in a wiki."""
    with app.app_context():
        restore(path, profile, replaces=replaces)
        release_reading()


def test_a_backup_holds_every_row_and_every_content(
    full: Flask, other: Flask, tmp_path: Path
) -> None:
    path = written(full, tmp_path / "b.zip", BACKUP)
    taken(other, path, BACKUP)
    assert wikis.truth(other) == wikis.truth(full)
    with full.app_context():
        contents = {
            one.name: one.read_bytes() for one in stored.folder().rglob("*") if one.is_file()
        }
    with other.app_context():
        for digest, data in contents.items():
            path_there = stored.folder() / digest[:2] / digest[2:4] / digest
            assert path_there.read_bytes() == data
        assert setting("name") == "Réseau d’Aquitaine"


def test_what_is_derived_is_made_again_the_same(full: Flask, other: Flask, tmp_path: Path) -> None:
    taken(other, written(full, tmp_path / "b.zip", BACKUP), BACKUP)
    assert wikis.derived(other) == wikis.derived(full)
    assert wikis.derived(other)["wiki_link"]
    assert wikis.derived(other)["wiki_file_use"]


def test_a_backup_can_change_engine(full: Flask, elsewhere: Flask, tmp_path: Path) -> None:
    taken(elsewhere, written(full, tmp_path / "b.zip", BACKUP), BACKUP)
    assert wikis.truth(elsewhere) == wikis.truth(full)
    assert wikis.derived(elsewhere) == wikis.derived(full)
    back = written(elsewhere, tmp_path / "c.zip", BACKUP)
    assert wikis.content(back) == wikis.content(tmp_path / "b.zip")


def test_the_wiki_goes_on_after_it_was_taken_back(
    full: Flask, other: Flask, tmp_path: Path
) -> None:
    taken(other, written(full, tmp_path / "b.zip", BACKUP), BACKUP)
    with other.app_context():
        alice = people.make("alice")
        page = pages.get("Ailleurs")
        save(alice, Edit("Ailleurs", "Encore.\n", page.head))
        save(alice, Edit("Nouvelle", "Neuve.\n", 0))
        people.make("dora")
        assert jobs.run_all() > 0
    shown = other.test_client().get("/wiki/Ailleurs")
    assert "Encore." in shown.text


def test_an_archive_taken_back_and_written_again_is_the_same(
    full: Flask, other: Flask, tmp_path: Path
) -> None:
    first = written(full, tmp_path / "a.zip", ARCHIVE)
    taken(other, first, ARCHIVE)
    second = written(other, tmp_path / "b.zip", ARCHIVE)
    assert wikis.content(second) == wikis.content(first)
    with other.app_context():
        page = pages.get("Ailleurs")
        assert pages.body(page) == "---\ntitle: piège\n---\nVoir [[Le Comptoir/étage]].\n"


def test_an_archive_can_change_engine(full: Flask, elsewhere: Flask, tmp_path: Path) -> None:
    first = written(full, tmp_path / "a.zip", ARCHIVE)
    taken(elsewhere, first, ARCHIVE)
    second = written(elsewhere, tmp_path / "b.zip", ARCHIVE)
    assert wikis.content(second) == wikis.content(first)


def test_an_archive_holds_the_pages_as_people_read_them(full: Flask, tmp_path: Path) -> None:
    held = wikis.content(written(full, tmp_path / "a.zip", ARCHIVE))
    (name,) = [one for one in held if "Comptoir" in one and one.endswith("000002.md")]
    text = held[name].decode()
    assert text.startswith("---\ntitle: Le Comptoir/étage\nrevision: 2\n")
    assert text.endswith("---\n\ntrois : points\n")


def test_an_archive_holds_nothing_private(full: Flask, tmp_path: Path) -> None:
    held = wikis.content(written(full, tmp_path / "a.zip", ARCHIVE))
    assert not any("wiki_account" in name or "wiki_mail" in name for name in held)
    assert "secret_key" not in held
    everything = b"".join(held.values())
    assert b"alice@exemple.fr" not in everything
    assert b"s3cr3t" not in everything
    assert b"Pas encore." not in everything


def test_an_archive_leaves_out_what_members_say_to_some(full: Flask, tmp_path: Path) -> None:
    with full.app_context():
        change_profile(people.make("alice"), "alice", "Menuisière du quai", "Rue des Tilleuls")
    for profile, is_told in ((ARCHIVE, False), (BACKUP, True)):
        held = wikis.content(written(full, tmp_path / f"{profile}.zip", profile))
        members = held["rows/wiki_member.jsonl"].decode()
        assert ("Menuisi" in members) == ("Tilleuls" in members) == is_told
        assert '"alice"' in members


def test_a_backup_holds_what_is_private(full: Flask, other: Flask, tmp_path: Path) -> None:
    taken(other, written(full, tmp_path / "b.zip", BACKUP), BACKUP)
    with other.app_context():
        key = (state().data_dir / "secret_key").read_bytes()
        assert wikis.truth(other)[Mail.__tablename__][0]["text"] == "https://exemple.fr/s3cr3t"
    with full.app_context():
        assert key == (state().data_dir / "secret_key").read_bytes()


def test_a_wiki_that_is_not_empty_is_not_replaced_by_chance(full: Flask, tmp_path: Path) -> None:
    path = written(full, tmp_path / "b.zip", BACKUP)
    before = wikis.truth(full)
    with pytest.raises(Conflict, match="wiki_not_empty"):
        taken(full, path, BACKUP)
    assert wikis.truth(full) == before


def test_a_wiki_is_replaced_when_asked(full: Flask, tmp_path: Path) -> None:
    path = written(full, tmp_path / "b.zip", BACKUP)
    before = wikis.truth(full)
    with full.app_context():
        save(people.make("bob"), Edit("Après", "Écrit après la sauvegarde.\n", 0))
    assert full.test_client().get("/wiki/Apr%C3%A8s").status_code == 200
    taken(full, path, BACKUP, replaces=True)
    assert wikis.truth(full) == before
    assert full.test_client().get("/wiki/Apr%C3%A8s").status_code == 404


def test_a_damaged_archive_changes_nothing(full: Flask, tmp_path: Path) -> None:
    path = written(full, tmp_path / "b.zip", BACKUP)
    before = wikis.truth(full)
    data = bytearray(path.read_bytes())
    third = len(data) // 3
    data[third : third + 200] = bytes(octet ^ 0xFF for octet in data[third : third + 200])
    path.write_bytes(data)
    with pytest.raises(Invalid):
        taken(full, path, BACKUP, replaces=True)
    assert wikis.truth(full) == before


def test_rows_that_the_database_refuses_change_nothing(full: Flask, tmp_path: Path) -> None:
    path = written(full, tmp_path / "b.zip", BACKUP)
    before = wikis.truth(full)
    held = wikis.content(path)
    doubled = held["rows/wiki_page.jsonl"].splitlines(keepends=True)
    wikis.rewrite(path, {"rows/wiki_page.jsonl": b"".join([*doubled[:-1], doubled[0]])})
    with pytest.raises(Exception, match=r"(?i)unique"):
        taken(full, path, BACKUP, replaces=True)
    release_reading_of(full)
    assert wikis.truth(full) == before


def release_reading_of(app: Flask) -> None:
    """Let go of what a refused act was reading."""
    with app.app_context():
        release_reading()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rows/wiki_page.jsonl", b"{}\n"),
        ("rows/wiki_page.jsonl", b"not json\n"),
        ("rows/wiki_page.jsonl", b""),
        ("rows/wiki_page.jsonl", b'{"id":1'),
        ("rows/wiki_page.jsonl", b"[" * 100_000 + b"\n"),
        ("rows/wiki_file.jsonl", None),
    ],
)
def test_rows_that_are_none_are_refused(
    full: Flask, other: Flask, tmp_path: Path, name: str, data: bytes | None
) -> None:
    path = written(full, tmp_path / "b.zip", BACKUP)
    wikis.rewrite(path, {name: data})
    with pytest.raises(Invalid, match="archive_broken"):
        taken(other, path, BACKUP)


def test_a_content_that_is_not_what_its_name_says_is_refused(
    full: Flask, other: Flask, tmp_path: Path
) -> None:
    path = written(full, tmp_path / "b.zip", BACKUP)
    name = next(one for one in wikis.content(path) if one.startswith("files/"))
    wikis.rewrite(path, {name: b"another content"})
    with pytest.raises(Invalid, match="archive_broken"):
        taken(other, path, BACKUP)


def test_a_file_without_its_content_is_refused(full: Flask, other: Flask, tmp_path: Path) -> None:
    path = written(full, tmp_path / "b.zip", BACKUP)
    name = next(one for one in wikis.content(path) if one.startswith("files/"))
    wikis.rewrite(path, {name: None})
    with pytest.raises(Invalid, match="archive_broken"):
        taken(other, path, BACKUP)


def test_a_page_that_was_rewritten_is_refused(full: Flask, other: Flask, tmp_path: Path) -> None:
    path = written(full, tmp_path / "a.zip", ARCHIVE)
    name = next(one for one in wikis.content(path) if one.startswith("pages/"))
    wikis.rewrite(path, {name: b"---\ntitle: Autre\n---\nfaux\n"})
    with pytest.raises(Invalid, match="archive_broken"):
        taken(other, path, ARCHIVE)


def test_each_kind_of_archive_has_its_command(full: Flask, other: Flask, tmp_path: Path) -> None:
    path = written(full, tmp_path / "a.zip", ARCHIVE)
    with pytest.raises(Invalid, match="archive_profile"):
        taken(other, path, BACKUP)


def test_what_is_there_already_is_not_overwritten(full: Flask, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(b"precious")
    with full.app_context(), pytest.raises(Conflict, match="archive_exists"):
        write(path, BACKUP)
    assert path.read_bytes() == b"precious"


def test_a_content_that_is_gone_or_damaged_is_said(
    full: Flask, other: Flask, tmp_path: Path
) -> None:
    with full.app_context():
        found = [one for one in stored.folder().rglob("*") if one.is_file()]
        found[0].unlink()
        found[1].write_bytes(b"damaged")
        missing = write(tmp_path / "b.zip", BACKUP)
        release_reading()
    assert sorted(missing) == sorted(one.name for one in found)
    taken(other, tmp_path / "b.zip", BACKUP)
    assert wikis.truth(other) == wikis.truth(full)


def test_a_backup_taken_while_people_save_is_of_one_moment(
    full: Flask, other: Flask, tmp_path: Path
) -> None:
    with full.app_context():
        bob = people.make("bob")
    stop = threading.Event()
    faults: list[BaseException] = []

    def write_on(number: int) -> None:
        try:
            base = 0
            while not stop.is_set():
                with full.app_context():
                    edit = Edit(f"Page {number}", f"Texte {base}.\n", base)
                    base = save(bob, edit).page.head
        except BaseException as error:  # noqa: BLE001 - told by the test
            faults.append(error)

    threads = [threading.Thread(target=write_on, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    try:
        for turn in range(3):
            written(full, tmp_path / f"{turn}.zip", BACKUP)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert faults == []
    taken(other, tmp_path / "2.zip", BACKUP)
    rows = wikis.truth(other)
    heads = {page["id"]: page["head"] for page in rows["wiki_page"]}
    numbers: dict[int, list[int]] = {}
    for revision in rows["wiki_revision"]:
        numbers.setdefault(revision["page_id"], []).append(revision["number"])
    assert heads == {page: max(found) for page, found in numbers.items()}
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in numbers.values())
    assert [entry["seq"] for entry in rows["wiki_journal"]] == list(
        range(1, len(rows["wiki_journal"]) + 1)
    )


def test_a_backup_is_read_again_whole(full: Flask, tmp_path: Path) -> None:
    path = written(full, tmp_path / "b.zip", BACKUP)
    with full.app_context(), check.checked(path, BACKUP) as archive:
        assert archive.manifest["tables"]["wiki_file"]["rows"] == 2
        assert images.PDF in {archive.data(name) for name in archive.names("files/")}
