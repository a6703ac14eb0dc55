"""The stand-alone application: its secrets and its files."""

from __future__ import annotations

import stat
from pathlib import Path

from wiki.app import create_app


def test_the_data_is_for_its_owner_alone(tmp_path: Path) -> None:
    create_app({"WIKI_DATA_DIR": str(tmp_path / "var")})
    for name in ("wiki.db", "secret_key"):
        mode = stat.S_IMODE((tmp_path / "var" / name).stat().st_mode)
        assert mode == 0o600, name


def test_the_secret_is_made_once(tmp_path: Path) -> None:
    keys = [create_app({"WIKI_DATA_DIR": str(tmp_path)}).secret_key for _ in range(2)]
    assert keys[0] == keys[1]
    assert len(str(keys[0])) >= 48


def test_a_secret_that_is_given_counts(tmp_path: Path) -> None:
    app = create_app({"WIKI_DATA_DIR": str(tmp_path), "WIKI_SECRET_KEY": "given"})
    assert app.secret_key == "given"
    assert not (tmp_path / "secret_key").exists()


def test_each_thread_may_look_while_it_reads(tmp_path: Path) -> None:
    app = create_app({"WIKI_DATA_DIR": str(tmp_path), "WIKI_THREADS": 40})
    pool = app.extensions["wiki"].database.engine.pool
    assert pool.size() + pool._max_overflow >= 2 * 40
