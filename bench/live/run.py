"""Rows of writing together, beside `@y/websocket-server` 0.1.1: `./dev.py bench --live`.

One generator types for both, round after round, one server after the other. Ours keeps every
change on the disk before it tells it; the other one keeps nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from flask import Flask

from tools import node
from wiki.app import create_app
from wiki.kernel import migrations
from wiki.kernel.db import act
from wiki.kernel.permissions import SYSTEM, Role
from wiki.live.rules import WINDOWS_OF_ONE
from wiki.members.queries import SESSION_KEY
from wiki.members.service.people import add_member
from wiki.members.service.sign_ins import add_sign_in
from wiki.pages.queries.pages import get
from wiki.pages.service.save import Edit, save

REPO = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
#: What the other server needs, fetched beside the repository's own packages.
PACKAGES = (
    "@y/websocket-server@0.1.1",
    "yjs@13.6.33",
    "y-protocols@1.0.7",
    "lib0@0.2.117",
    "ws@8.18.3",
)
DOCS, TYPISTS, RATE = 50, 5, 2.0
SERVE = """
import sys, uvicorn
from wiki.app import create_app
from wiki.cli import Server
class Quiet(Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print(self.servers[0].sockets[0].getsockname()[1], file=sys.stderr, flush=True)
Quiet(create_app(), "127.0.0.1", 0).run()
"""


class Seen(NamedTuple):
    """One round of one server: milliseconds, seconds of processor for 1,000 deliveries, Mio."""

    p50: float
    p99: float
    cpu: float
    memory: float
    added: float


def rows(rounds: int, seconds: int, sockets: int, idle: int) -> str:
    """The table, in Markdown."""
    tools = _tools()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared = _prepare(folder, max(sockets, idle))
        found: dict[str, list[Seen]] = {"ours": [], "theirs": []}
        for _ in range(rounds):
            for kind, seen in found.items():
                with _served(kind, folder, tools) as (port, pid):
                    plan = _plan(kind, port, prepared, sockets, seconds)
                    seen.append(_round(tools, folder, plan, pid))
        with _served("ours", folder, tools) as (port, pid):
            plan = _plan("ours", port, prepared, idle, 5)
            for one in plan["windows"]:
                one["types"] = False
            quiet = _round(tools, folder, plan, pid)
    return "\n".join(_table(found, quiet, idle))


def _table(found: dict[str, list[Seen]], quiet: Seen, idle: int) -> Iterator[str]:
    goals = {"p50": 2.5, "p99": 2.0, "cpu": 1.3, "memory": 0.7, "added": 0.7}
    names = {
        "p50": "retard médian (ms)",
        "p99": "retard au 99e centile (ms)",
        "cpu": "processeur pour 1 000 envois (ms)",
        "memory": "mémoire (Mio)",
        "added": "mémoire ajoutée par les fenêtres (Mio)",
    }
    yield "| mesure | nous | @y/websocket-server | rapport | but (×) |"
    yield "|---|---|---|---|---|"
    for name, goal in goals.items():
        ours, theirs = (median(getattr(one, name) for one in found[kind]) for kind in found)
        ratio = ours / theirs if theirs else 0.0
        yield f"| {names[name]} | {ours:.2f} | {theirs:.2f} | {ratio:.2f} | {goal} |"
    yield ""
    yield f"{idle} fenêtres immobiles : {quiet.memory:.0f} Mio, dont {quiet.added:.0f} pour elles."


# -- The servers


def _tools() -> tuple[node.Node, Path]:
    """Node, and the folder where the other server's packages are."""
    found, folder = node.find(), REPO / ".cache" / "bench-live"
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "node_modules" / "yjs").is_dir():
        (folder / "package.json").write_text('{"private": true, "type": "module"}\n')
        command = [*found.npm, "install", "--no-audit", "--no-fund", "--force", *PACKAGES]
        subprocess.run(command, cwd=folder, env=found.environment(), check=True)
    for script in HERE.glob("*.mjs"):
        (folder / script.name).write_bytes(script.read_bytes())
    return found, folder


@contextmanager
def _served(kind: str, folder: Path, tools: tuple[Any, Path]) -> Iterator[tuple[int, int]]:
    found, packages = tools
    if kind == "ours":
        command, where = [sys.executable, "-c", SERVE], REPO
        environment = os.environ | {
            "WIKI_DATA_DIR": str(folder),
            "WIKI_WORKER": "0",
            "PYTHONPATH": str(REPO),
        }
    else:
        command, where, environment = [found.node, "anchor.mjs"], packages, os.environ.copy()
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=where, env=environment, stdout=pipe, stderr=pipe) as process:
        stream = process.stderr if kind == "ours" else process.stdout
        yield int(stream.readline() if stream else 0), process.pid
        process.terminate()


def _round(tools: tuple[Any, Path], folder: Path, plan: dict[str, Any], pid: int) -> Seen:
    found, packages = tools
    path = folder / "plan.json"
    path.write_text(json.dumps(plan))
    before = _memory(pid)
    command = [found.node, "generator.mjs", str(path)]
    with subprocess.Popen(command, cwd=packages, stdout=subprocess.PIPE, text=True) as people:
        marks = {}
        for line in people.stdout or ():
            marks[line.strip()] = _processor(pid)
            if line.startswith("over"):
                memory = _memory(pid)
            if line.startswith("{"):
                said = json.loads(line)
    spent = 1_000 * (marks["over"] - marks["begin"])
    cpu = 1_000 * spent / max(said["delivered"], 1)
    return Seen(said["p50"], said["p99"], cpu, memory, memory - before)


def _processor(pid: int) -> float:
    """Seconds of processor that a process took."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    """What it holds, in Mio."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


# -- Who writes what


class Prepared(NamedTuple):
    """The pages, and the sessions of enough people."""

    uids: list[str]
    cookies: list[str]


def _prepare(folder: Path, sockets: int) -> Prepared:
    app = create_app({"WIKI_DATA_DIR": str(folder), "WIKI_DATABASE_URL": ""})
    migrations.upgrade(app.extensions["wiki"].database)
    with app.app_context():
        for number in range(DOCS):
            text = f"Page {number}.\n\n" + "Un paragraphe de quelques mots.\n\n" * 60
            save(SYSTEM, Edit(title=f"Page {number}", body=text, base=0))
        uids = [get(f"Page {number}").uid for number in range(DOCS)]
        people = 1 + sockets // WINDOWS_OF_ONE
        cookies = [_session(app, f"personne {number}") for number in range(people)]
    app.extensions["wiki"].database.engine.dispose()
    return Prepared(uids, cookies)


def _session(app: Flask, name: str) -> str:
    with act() as session:
        member = add_member(session, name, Role.MEMBER)
        session.flush()
        key = add_sign_in(session, member.id)
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"wiki_session={signer.dumps({SESSION_KEY: key})}"


def _plan(kind: str, port: int, prepared: Prepared, sockets: int, seconds: int) -> dict[str, Any]:
    windows = []
    for number in range(sockets):
        page, turn = number % DOCS, number // DOCS
        uid = prepared.uids[page]
        path = f"live/page/{uid}" if kind == "ours" else uid
        windows.append(
            {
                "address": f"ws://127.0.0.1:{port}/{path}",
                "origin": f"http://127.0.0.1:{port}",
                "cookie": prepared.cookies[number // WINDOWS_OF_ONE],
                "client": f"fenetre{number:06d}{os.urandom(2).hex()}",
                "types": turn < TYPISTS,
            }
        )
    return {"kind": kind, "windows": windows, "seconds": seconds, "rate": RATE}
