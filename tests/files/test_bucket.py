"""Contents on a real S3 server, which the tests start themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from tests import people
from tests.files import images, s3server, stored
from wiki.exchange.service.restore import restore
from wiki.exchange.service.write import write
from wiki.exchange.tables import BACKUP
from wiki.files import queries
from wiki.files.bucket import Bucket
from wiki.files.service import add, documents, health
from wiki.files.service.add import Incoming
from wiki.files.service.replace import replace
from wiki.files.storage import Unreachable
from wiki.kernel.db import release_reading
from wiki.kernel.errors import WikiError

MakeApp = Callable[..., Flask]


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """What names the bucket."""
    with s3server.running(tmp_path_factory.mktemp("s3")) as found:
        yield found


@pytest.fixture
def remote(make_app: MakeApp, options: dict[str, str]) -> Flask:
    """A wiki whose contents are there."""
    return make_app(**options)


def test_a_file_lives_on_the_server(remote: Flask) -> None:
    with remote.app_context():
        charlie = people.make("charlie")
        file = add.add(charlie, Incoming("plan.png", images.image("PNG", (2000, 1000))))
        replace(charlie, file.uid, Incoming("plan.png", images.image("PNG", (1000, 500))))
        paper = add.add(charlie, Incoming("statuts.pdf", images.pdf("Les statuts du quai")))
        assert documents.read(paper).texts == ("Les statuts du quai",)
        assert not stored.folder().exists()
        assert list(health.problems()) == []
        release_reading()
    client = remote.test_client()
    asked = f"/files/{paper.uid}/statuts.pdf"
    assert client.get(asked, buffered=True).data.startswith(b"%PDF")
    part = client.get(asked, headers={"Range": "bytes=0-3"}, buffered=True)
    assert (part.status_code, part.data) == (206, b"%PDF")
    small = client.get(f"/files/{file.uid}/320/plan.png?v=2", buffered=True)
    assert small.headers["Content-Type"] == "image/webp"
    first = client.get(f"/files/{file.uid}/plan.png?v=1", buffered=True)
    assert first.status_code == 200


def test_a_backup_goes_from_one_store_to_the_other(
    remote: Flask, make_app: MakeApp, tmp_path: Path
) -> None:
    with remote.app_context():
        charlie = people.make("charlie")
        there = add.add(charlie, Incoming("plan.png", images.image())).sha256
        assert write(tmp_path / "b.zip", BACKUP) == []
        release_reading()
    here = make_app()
    with here.app_context():
        restore(tmp_path / "b.zip", BACKUP, replaces=True)
        assert [path.name for path in stored.folder().rglob("*") if path.is_file()] == [there]
        content = queries.contents().read(there)
        assert write(tmp_path / "c.zip", BACKUP) == []
        release_reading()
    with remote.app_context():
        queries.contents().store.delete(there)  # type: ignore[attr-defined]
        assert re.fullmatch(r"Le contenu du fichier « plan.png » .*", *health.problems())
        restore(tmp_path / "c.zip", BACKUP, replaces=True)
        assert queries.contents().read(there) == content
        assert list(health.problems()) == []
        release_reading()


def test_a_server_that_refuses_is_said(make_app: MakeApp, options: dict[str, str]) -> None:
    app = make_app(**options | {"WIKI_FILES_S3_SECRET": "faux"})
    with app.app_context():
        charlie = people.make("charlie")
        with pytest.raises(WikiError, match="files_unreachable") as refused:
            add.add(charlie, Incoming("plan.png", images.image(colour="green")))
        assert refused.value.status == 503
        assert queries.listing().rows == []
        release_reading()


def test_a_bucket_that_is_not_there_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise FileNotFoundError("NoSuchBucket")

    bucket = object.__new__(Bucket)
    monkeypatch.setattr(bucket, "store", SimpleNamespace(head=missing, put=missing), raising=False)
    with pytest.raises(Unreachable, match="files_unreachable"):
        bucket.write(b"x")
