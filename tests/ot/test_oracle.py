"""Our change sets, the server's and the browsers', against CodeMirror's own.

Cases are kept, and others made now by its own code.

`WIKI_FUZZ=1` asks it for 40,000 that were never seen.
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
from wiki.ot.change_set import ChangeSet, units
from wiki.ot.composing import compose
from wiki.ot.mapping import map_over

HERE = Path(__file__).parent
FUZZ = "WIKI_FUZZ" in os.environ


def judge(case: list[Any]) -> None:
    """Everything that CodeMirror said of a case, and that both ways lead to one text."""
    length, *written = case
    a, b = (ChangeSet.parse(one, length) for one in written[:2])
    c = ChangeSet.parse(written[2], a.new_length)
    results = map_over(a, b), map_over(a, b, before=True), compose(a, c)
    assert [one.to_json() for one in (a, b, c, *results)] == written, case
    text = units("".join(chr(0xE000 + at) for at in range(length)))
    assert map_over(b, a).apply(a.apply(text)) == results[1].apply(b.apply(text)), case
    assert results[0].apply(b.apply(text)) == map_over(b, a, before=True).apply(a.apply(text)), case
    assert results[2].apply(text) == c.apply(a.apply(text)), case


def test_agrees_on_cases_kept() -> None:
    lines = (HERE / "vectors.txt").read_text("utf-8").splitlines()
    assert len(lines) == 400
    for line in lines:
        judge(json.loads(line))


def test_agrees_on_cases_made_now(assets: None, tmp_path: Path) -> None:
    seed, count = (random.randrange(1, 2**30), 40_000) if FUZZ else (2, 3_000)
    cases = node.find().run("tests/ot/oracle.mjs", str(seed), str(count))
    for line in cases.splitlines():
        judge(json.loads(line))
    script = str(bundled("judge.mts", tmp_path))
    judged = subprocess.run(
        [node.find().node, script], input=cases, capture_output=True, text=True, check=True
    )
    assert judged.stdout == str(count)
