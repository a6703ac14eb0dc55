"""What is measured of a wiki of places: its directory, its points, the save of a sheet.

Asked of the application itself, without a server: medians of milliseconds, on each engine.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from bench.data import START, Writer
from bench.prepare import KEPT, copied, member
from tools import postgres, run_postgres
from wiki.app import create_app
from wiki.geography.communes import Commune, commune_at, rows
from wiki.kernel import migrations
from wiki.kernel.db import act
from wiki.kernel.permissions import SYSTEM
from wiki.kernel.submissions import new_submission
from wiki.members.queries import SESSION_KEY
from wiki.members.service.sign_ins import add_sign_in
from wiki.pages.queries.kinds import kind_of
from wiki.pages.queries.pages import page_at
from wiki.pages.service.past import PastRevision, record_histories
from wiki.pages.service.sheets import sheet_at
from wiki.schema.sheet import Sheet
from wiki.schema.submitted import form_of

#: Revisions of each place, and places written in one transaction.
REVISIONS, BATCH = 4, 500
TIMES = 15
_CSRF = "5f0c7d1ab1f3a5c89d0e8b7a6f5e4d3c2b1a0908"
_STATUSES = ("open",) * 6 + ("project", "prefiguration", "paused", "closed")


@dataclass(frozen=True)
class Row:
    """A row of the table; `goal` is the most milliseconds that it may take."""

    name: str
    measure: Callable[[Site], float]
    goal: float | None = None


class Site:
    """An application, and Alice who is signed in to it."""

    def __init__(self, app: Flask, session: str) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        sessions = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        cookie = sessions.dumps({SESSION_KEY: session, "csrf_token": _CSRF})
        self.member: FlaskClient = app.test_client()
        self.member.set_cookie("wiki_session", cookie)
        self.token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(_CSRF)
        self.saved = 0

    def ask(self, path: str) -> float:
        """The median of asking for an address."""
        return median(_timed(lambda: self._got(path)) for _ in range(TIMES))

    def _got(self, path: str) -> None:
        answer = self.client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status}")

    def save(self) -> float:
        """The median of sending the form of a sheet, each time that of another place."""
        return median(_timed(self._sender()) for _ in range(TIMES))

    def ask_after_saving(self, path: str) -> float:
        """The median of asking for an address just after a sheet was saved: all is counted anew."""
        costs = []
        for _ in range(TIMES):
            self._sender()()
            costs.append(_timed(lambda: self._got(path)))
        return median(costs)

    def _sender(self) -> Callable[[], None]:
        self.saved += 1
        title = title_of(self.saved * 31)
        with self.app.app_context():
            page = page_at(title)
            texts = form_of(kind_of("place"), sheet_at(page, page.head))
        texts |= {"field-tagline": [f"Dit à {time.time()}"], "kind": ["place"]}
        more = {"base": page.head, "csrf_token": self.token, "submission": new_submission()}

        def send() -> None:
            answer = self.member.post(f"/wiki/{title}/sheet", data={**texts, **more})
            if answer.status_code != 303:
                raise RuntimeError(f"a sheet was not saved: {answer.status}")

        return send


def _timed(what: Callable[[], None]) -> float:
    started = time.perf_counter()
    what()
    return (time.perf_counter() - started) * 1000


def _asked(name: str, path: str, goal: float | None = None) -> Row:
    return Row(name, lambda site: site.ask(path), goal)


_THREE = "departement=33&status=open&family=coworking"
ROWS: tuple[Row, ...] = (
    _asked("annuaire, trois facettes", f"/places?{_THREE}", 80),
    Row(
        "annuaire, première demande après un enregistrement",
        lambda site: site.ask_after_saving(f"/places?{_THREE}"),
        80,
    ),
    _asked("annuaire, sans rien choisir", "/places"),
    _asked("annuaire, une partie d’un nom", "/places?q=lieu"),
    _asked("annuaire, en tableau", f"/places?view=table&{_THREE}"),
    _asked("carte, trois facettes", f"/map?{_THREE}"),
    _asked("points, 5 000", "/places.geojson?limit=5000", 200),
    Row("enregistrer une fiche", Site.save, 60),
)


def title_of(number: int) -> str:
    """The title of a place."""
    return f"Lieu {number}"


def sheets(number: int, dice: random.Random, writer: Writer, towns: Sequence[Commune]) -> list[Any]:
    """What the sheet of a place says at first, then how it changes."""
    kind = kind_of("place")
    several = {
        name: [choice.code for choice in kind.field(name).offered]
        for name in ("families", "services", "audiences")
    }
    values: dict[str, Any] = {
        "name": f"Lieu {writer.word()} {number}",
        "tagline": writer.sentence(),
        "commune": dice.choice(towns).insee,
        "status": dice.choice(_STATUSES),
        "management": dice.choice(kind.field("management").offered).code,
        "families": dice.sample(several["families"], dice.randint(1, 2)),
        "services": dice.sample(several["services"], dice.randint(1, 4)),
        "audiences": dice.sample(several["audiences"], 2),
        "opened_on": f"{dice.randint(2005, 2024)}-{dice.randint(1, 12):02}",
        "wifi": True,
    }
    if values["status"] in ("paused", "closed"):
        values["closed_on"] = "2025"
    seats = dice.randint(2, 30)
    last = [{**values, "seats": [{"kind": "permanent", "count": seats}]}]
    for change in (
        {"seats": [{"kind": "permanent", "count": seats + 2}, {"kind": "drop_in", "count": 2}]},
        {"wheelchair": dice.choice(kind.field("wheelchair").offered).code},
        {"equipment": [{"kind": "printer", "count": 1}, {"kind": "projector", "count": 1}]},
    ):
        last.append({**last[-1], **change})
    return [Sheet("place", one) for one in last[:REVISIONS]]


def histories(size: int) -> Iterator[tuple[str, list[PastRevision]]]:
    """As many places as wanted, each with its past; the larger towns have more of them."""
    dice, writer = random.Random(11), Writer()  # noqa: S311 - places, not secrets
    towns = sorted(map(commune_at, range(len(rows()))), key=lambda one: -(one.population or 0))
    for number in range(size):
        some = towns[: dice.choice((300, 3_000, len(towns)))]
        moment = START + timedelta(minutes=number)
        body = f"{writer.sentence()}\n"
        yield (
            title_of(number),
            [
                PastRevision(SYSTEM, moment + timedelta(days=200 * at), body, sheet=sheet)
                for at, sheet in enumerate(sheets(number, dice, writer, some))
            ],
        )


def make(app: Flask, size: int) -> str:
    """Fill a database with places; gives the session of Alice, who is signed in."""
    with app.app_context():
        migrations.upgrade(app.extensions["wiki"].database)
        alice = member("alice")
        with act() as session:
            key = add_sign_in(session, alice.member_id or 0)
        wanted = histories(size)
        while some := dict(islice(wanted, BATCH)):
            record_histories(SYSTEM, some)
    return key


@contextmanager
def site(folder: Path, size: int, url: str = "") -> Iterator[Site]:
    """The wiki kept in a folder, or at `url`, made if need be."""
    options = {"WIKI_DATA_DIR": str(folder), "WIKI_WORKER": False, "WIKI_SAVES_PER_MINUTE": 0}
    app = create_app(options | ({"WIKI_DATABASE_URL": url} if url else {}))
    made = folder / "places.json"
    if not made.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        made.write_text(json.dumps({"session": make(app, size)}), "utf-8")
    with app.app_context():
        database = app.extensions["wiki"].database
        if not migrations.is_current(database):
            migrations.upgrade(database)
    try:
        yield Site(app, json.loads(made.read_text("utf-8"))["session"])
    finally:
        app.extensions["wiki"].database.engine.dispose()


def wiki_of(size: int) -> Path:
    """A folder with a wiki of so many places on SQLite, made if need be, as this code wants it."""
    written = "".join(map(inspect.getsource, (sheets, histories))).encode()
    folder = KEPT / f"places-{size}-{hashlib.blake2s(written, digest_size=6).hexdigest()}"
    with site(folder, size):
        pass
    return folder


def measured(size: int) -> Mapping[str, dict[str, float]]:
    """Engine -> row -> milliseconds."""
    made = wiki_of(size)
    found: dict[str, dict[str, float]] = {}
    with copied(made) as folder, site(folder, size) as one:
        found["SQLite"] = {row.name: row.measure(one) for row in ROWS}
    kept = run_postgres.folder(KEPT / f"{made.name}-postgres")
    with postgres.server(kept) as url, site(KEPT / f"{made.name}-files", size, url) as one:
        found["PostgreSQL"] = {row.name: row.measure(one) for row in ROWS}
    return found


def table(size: int) -> str:
    """What was measured, in Markdown."""
    found = measured(size)
    lines = [
        f"| {size} lieux : ms | {' | '.join(found)} | but | |",
        "|---" * (len(found) + 3) + "|",
    ]
    for row in ROWS:
        costs = [each[row.name] for each in found.values()]
        missed = "manqué" if row.goal and max(costs) > row.goal else ""
        goal = f"≤ {row.goal:.0f}" if row.goal else ""
        cells = " | ".join(f"{cost:.1f}" for cost in costs)
        lines.append(f"| {row.name} | {cells} | {goal} | {missed} |")
    return "\n".join(lines)
