"""The server is killed while eight people save: what it acknowledged is there, once, in order.

Two rounds in the suite; `WIKI_KILL_ROUNDS=20` for the whole campaign.
"""

from __future__ import annotations

import os
import random
import re
import threading
import time
from pathlib import Path

import httpx
import sqlalchemy as sa
from flask import Flask

from tests.server.conftest import session_of
from tests.server.running import Running
from wiki.app import create_app
from wiki.kernel.db import reading
from wiki.maintenance import problems
from wiki.pages.models import Page, Revision
from wiki.pages.queries.pages import body, find

PEOPLE = 8
ROUNDS = int(os.environ.get("WIKI_KILL_ROUNDS", "2"))
SEED = 20_261_121
#: The page that everybody writes to; each also has one of their own.
SHARED = "Commune"
TOKEN = re.compile(r'name="(csrf_token|submission|base)" value="([^"]*)"')

BODY = re.compile(r'<textarea[^>]*name="body"[^>]*>([^<]*)</textarea>')


class Writer(threading.Thread):
    """One person who adds line after line, and notes what was acknowledged."""

    def __init__(
        self, number: int, round_: int, client: httpx.Client, over: threading.Event
    ) -> None:
        super().__init__(daemon=True)
        self.own = f"Page de {number}"
        self.mark = f"m{round_}p{number}"
        self.client = client
        self.over = over
        self.acknowledged: dict[str, list[str]] = {SHARED: [], self.own: []}
        self.faults: list[str] = []

    def run(self) -> None:
        """Write until the server is gone."""
        for number in range(10_000):
            title = (SHARED, self.own)[number % 2]
            line = f"{self.mark}n{number}x"
            try:
                if self.save(title, line):
                    self.acknowledged[title].append(line)
            except httpx.HTTPError:
                return
            if self.over.is_set():
                return

    def save(self, title: str, line: str) -> bool:
        """Add a line to a page, as the form does; whether the wiki said that it is saved."""
        form = self.client.get(f"/wiki/{title}/edit").text
        hidden = dict(TOKEN.findall(form))
        text = BODY.findall(form)[-1]  # a draft, when there is one, comes first
        sent = {**hidden, "body": f"{text.strip()}\n\n{line}\n".lstrip()}
        answer = self.client.post(f"/wiki/{title}/edit", data=sent)
        if answer.status_code not in (303, 409, 429):
            self.faults.append(f"{answer.status_code} {answer.text[:200]}")
        return answer.status_code == 303


def one_round(
    running: Running, number: int, cookies: list[str], dice: random.Random
) -> list[Writer]:
    """Everybody writes; at some moment the server is killed, then starts again."""
    over = threading.Event()
    clients = [running.client() for _ in cookies]
    for client, cookie in zip(clients, cookies, strict=True):
        client.cookies.set("wiki_session", cookie, domain="127.0.0.1")
    writers = [Writer(who, number, client, over) for who, client in enumerate(clients)]
    for writer in writers:
        writer.start()
    _let_write(writers, dice.randint(1, 3 * PEOPLE))
    time.sleep(dice.uniform(0.0, 0.2))
    running.kill()
    over.set()
    for writer in writers:
        writer.join(60)
    for client in clients:
        client.close()
    running.start()
    with running.client() as client:
        # However busy the machine: what is asked is that it comes back by itself.
        assert client.get("/wiki/Accueil", timeout=600).status_code == 200
    return writers


def _let_write(writers: list[Writer], wanted: int) -> None:
    """Wait until so many lines are acknowledged, however long that takes on this machine."""
    while any(writer.is_alive() for writer in writers):
        if sum(len(lines) for one in writers for lines in one.acknowledged.values()) >= wanted:
            return
        time.sleep(0.01)


def held(app: Flask, title: str) -> tuple[list[str], list[int]]:
    """The marks on a page in their order, and the numbers of its revisions."""
    with app.app_context():
        page = find(title)
        if page is None:
            return [], []
        numbers = reading().scalars(
            sa.select(Revision.number).where(Revision.page_id == page.id).order_by(Revision.number)
        )
        return re.findall(r"m\d+p\d+n\d+x", body(page)), list(numbers)


def test_what_was_acknowledged_is_there_once_and_in_order(served: Running, folder: Path) -> None:
    dice = random.Random(SEED)
    app = create_app(
        {"WIKI_DATABASE_URL": served.environment["WIKI_DATABASE_URL"], "WIKI_DATA_DIR": str(folder)}
    )
    cookies = [session_of(app, f"personne {number}") for number in range(PEOPLE)]
    acknowledged: dict[str, list[list[str]]] = {}
    for number in range(ROUNDS):
        for writer in one_round(served, number, cookies, dice):
            assert writer.faults == []
            for title, lines in writer.acknowledged.items():
                acknowledged.setdefault(title, []).append(lines)
    app.extensions["wiki"].database.engine.dispose()
    assert sum(len(lines) for runs in acknowledged.values() for lines in runs) >= PEOPLE
    for title, runs in acknowledged.items():
        there, numbers = held(app, title)
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(there) == len(set(there)), f"{title}: a line is there twice"
        for lines in runs:
            assert [line for line in there if line in set(lines)] == lines, title
    with app.app_context():
        assert list(problems()) == []
        heads = reading().execute(sa.select(Page.head, Page.id)).all()
        for head, page_id in heads:
            newest = sa.select(sa.func.max(Revision.number)).where(Revision.page_id == page_id)
            assert reading().scalar(newest) == head
    app.extensions["wiki"].database.engine.dispose()
