"""What proves a charter: the first link that does not hold is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from wiki.charter.rules import chain
from wiki.charter.rules.blocks import Block

BLOCKS = (
    Block("debut", 0, "", "Entre nous."),
    Block("a1", 2, "Cotisation", "Cinquante euros."),
)
START = datetime(2026, 11, 27, 9, tzinfo=UTC)


def line(number: int, previous: str, **detail: str) -> chain.Line:
    at = START + timedelta(hours=number)
    made = chain.Line(number, at, 1, "charter_done", detail, previous, "")
    return made._replace(hash=made.digest("charte"))


def whole() -> tuple[list[chain.Line], list[chain.Kept]]:
    """A journal of three lines and a version that it tells of."""
    text = chain.frozen("charte", "Charte", "1.0", BLOCKS)
    digest = chain.text_hash(text, "")
    lines = [line(1, "", version="v", state="draft")]
    lines.append(line(2, lines[0].hash, version="v", state="candidate", hash=digest))
    lines.append(line(3, lines[1].hash, version="v", state="in_force"))
    return lines, [chain.Kept("v", "1.0", "in_force", digest, "", text)]


def test_holds() -> None:
    assert not list(chain.broken("charte", *whole()))


def test_a_frozen_text_reads_the_same() -> None:
    again = chain.thawed(chain.frozen("charte", "Charte", "1.0", BLOCKS))
    assert [one.block for one in again] == list(BLOCKS)
    assert [(one.kind, one.number) for one in again] == [("opening", ""), ("article", "1")]


def test_the_canonical_text_is_fixed() -> None:
    """Written out: a change of it would break every charter there is."""
    assert chain.frozen("charte", "Charte", "1.0", BLOCKS[1:]) == (
        '{"blocks":[{"id":"a1","kind":"article","level":2,"number":"1",'
        '"text":"Cinquante euros.","title":"Cotisation"}],'
        '"charter":"charte","format":1,"number":"1.0","title":"Charte"}'
    )


Tamper = Callable[[list[chain.Line], list[chain.Kept]], None]


def _text(_: list[chain.Line], kept: list[chain.Kept]) -> None:
    kept[0] = kept[0]._replace(text=(kept[0].text or "").replace("Cinquante", "Trente"))


def _text_and_hash(_: list[chain.Line], kept: list[chain.Kept]) -> None:
    text = (kept[0].text or "").replace("Cinquante", "Trente")
    kept[0] = kept[0]._replace(text=text, hash=chain.text_hash(text, ""))


def _gone(_: list[chain.Line], kept: list[chain.Kept]) -> None:
    kept[0] = kept[0]._replace(text=None)


def _state(_: list[chain.Line], kept: list[chain.Kept]) -> None:
    kept[0] = kept[0]._replace(state="repealed")


def _no_version(_: list[chain.Line], kept: list[chain.Kept]) -> None:
    kept.clear()


def _line(lines: list[chain.Line], _: list[chain.Kept]) -> None:
    lines[1] = lines[1]._replace(detail={**lines[1].detail, "state": "rejected"})


def _line_made_anew(lines: list[chain.Line], _: list[chain.Kept]) -> None:
    _line(lines, _)
    lines[1] = lines[1]._replace(hash=lines[1].digest("charte"))


def _no_line(lines: list[chain.Line], _: list[chain.Kept]) -> None:
    del lines[1]


def _unknown_version(_: list[chain.Line], kept: list[chain.Kept]) -> None:
    kept.append(kept[0]._replace(uid="w", number="2.0"))


@pytest.mark.parametrize(
    ("tamper", "code", "about"),
    [
        (_text, "text_changed", "1.0"),
        (_text_and_hash, "hash_changed", "1.0"),
        (_gone, "text_missing", "1.0"),
        (_state, "state_changed", "1.0"),
        (_no_version, "version_missing", "v"),
        (_line, "line_changed", 2),
        (_line_made_anew, "line_changed", 3),
        (_no_line, "line_missing", 2),
        (_unknown_version, "hash_changed", "2.0"),
    ],
)
def test_names_the_first_link_that_is_broken(tamper: Tamper, code: str, about: object) -> None:
    lines, kept = whole()
    tamper(lines, kept)
    first = next(chain.broken("charte", lines, kept))
    assert first.code == code
    assert about in first.about.values()
