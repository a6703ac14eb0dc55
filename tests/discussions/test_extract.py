"""The section that a thread becomes."""

from __future__ import annotations

from wiki.discussions.extract import Spoken, section


def test_each_turn_is_followed_by_who_said_it() -> None:
    spoken = [
        Spoken("alice", "7 avril 2014", "/t/1", "Un café.\n"),
        Spoken("bob", "8 avril 2014", "/t/2", "Un four."),
    ]
    assert section("Que\nservir ?", spoken) == (
        "## Que servir ?\n\nUn café.\n\n— alice, [7 avril 2014](/t/1)\n\n"
        "Un four.\n\n— bob, [8 avril 2014](/t/2)\n"
    )


def test_a_heading_inside_a_turn_makes_no_section_of_the_page() -> None:
    text = "# Fort\n```\n# code\n```\n#étiquette"
    said = section("Sujet", [Spoken("alice", "hier", "/t", text)])
    assert "\n\n**Fort**\n```\n# code\n```\n#étiquette\n" in said
