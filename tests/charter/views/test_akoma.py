"""Akoma Ntoso: what stands where its schema has no place for it gives its words all the same."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask
from lxml import etree

from wiki.charter.rules.blocks import Block, Numbered
from wiki.charter.views import akoma

HTML = (
    "<ul><li>un<dl><dt>deux</dt><dd>trois</dd></dl></li><li><table><thead><tr><th>quatre</th></tr>"
    "</thead><tbody><tr><td>cinq</td></tr></tbody></table></li><li><pre>six</pre></li></ul>"
)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_no_word_is_lost_in_a_list(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(akoma, "render_text", lambda _: SimpleNamespace(html=HTML))
    today = date(2026, 11, 27)
    about = akoma.Described("charte", "Charte", "1.0", "Réseau", today, today, "0" * 64)
    with inside.test_request_context():
        xml = akoma.written(about, [Numbered("article", "1", Block("a1", 2, "Titre", "Mots."))])
    words = ["un", "deux", "trois", "quatre", "cinq", "six"]
    told = " ".join(etree.fromstring(xml).itertext()).split()
    assert [one for one in told if one in words] == words
