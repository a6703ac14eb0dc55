"""Browsers that write together over a bad line, with the code they run and the one authority.

Pushes are lost, sent twice, late and out of order; answers arrive in part; pages are opened again
from what the browser kept; people undo. All must end with one text. `WIKI_FUZZ=1`: 20,000 runs.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
from pathlib import Path
from typing import Any

from tests.ot.bundles import bundled
from tools import node
from wiki.ot.change_set import ChangeSet, text_of
from wiki.ot.rebasing import Update, rebase

FUZZ = "WIKI_FUZZ" in os.environ


class Authority:
    """The order of changes, as the server keeps it."""

    def __init__(self) -> None:
        self.log: list[Update] = []
        self.text = b""

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """What a browser is told."""
        match question["ask"]:
            case "new":
                self.__init__()  # type: ignore[misc]
            case "push":
                self.push(question)
            case "updates":
                since = self.log[question["version"] :]
                updates = [[one.client, one.cid, one.changes.to_json()] for one in since]
                return {"updates": updates}
        return {"text": text_of(self.text)}

    def push(self, sent: dict[str, Any]) -> None:
        """Accept what was written on an earlier version, once."""
        length, pending = sent["len"], []
        for cid, changes in sent["u"]:
            pending.append(Update(sent["cl"], cid, ChangeSet.parse(changes, length)))
            length = pending[-1].changes.new_length
        for update in rebase(pending, self.log[sent["p"] :]):
            self.text = update.changes.apply(self.text)
            self.log.append(update)


def test_all_end_with_one_text(assets: None, tmp_path: Path) -> None:
    seed, runs = (random.randrange(1, 2**30), 20_000) if FUZZ else (1, 300)
    script = bundled("clients.mts", tmp_path)
    authority, end = Authority(), {}
    with subprocess.Popen(
        [node.find().node, str(script), str(seed), str(runs)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as clients:
        assert clients.stdin
        assert clients.stdout
        for line in clients.stdout:
            question = json.loads(line)
            if question["ask"] == "end":
                end = question["counts"]
                break
            clients.stdin.write(json.dumps(authority.answer(question)) + "\n")
            clients.stdin.flush()
    assert end.pop("diverged", None) == 0, seed
    assert len(end) == 6, end
    assert min(end.values()) > runs, end
