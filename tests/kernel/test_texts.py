"""What people type, as it is kept."""

from __future__ import annotations

import pytest

from wiki.kernel.errors import Invalid
from wiki.kernel.texts import one_line, whole_text


def test_a_line_has_no_control_character_and_no_end() -> None:
    assert one_line("  un\tmot\r\n\x00et\u202eun autre ") == "un mot et un autre"


def test_a_text_ends_its_lines_one_way_and_is_measured_in_octets() -> None:
    assert whole_text("é\r\nb\rc\n") == ("é\nb\nc\n", 7)


@pytest.mark.parametrize(("raw", "code"), [("a\x00b", "body_nul"), ("a\ud800b", "body_unicode")])
def test_refuses_what_no_database_takes(raw: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        whole_text(raw)
    assert refused.value.code == code
