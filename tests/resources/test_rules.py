"""What sheets say of resources and paths, and how facets count."""

from __future__ import annotations

from wiki.resources.rules import Wanted, counts, described, steps_of, tasks_of, total
from wiki.schema.sheet import Sheet


def test_a_sheet_describes_a_resource() -> None:
    values = {"theme": ["legal", "design"], "date": "2012-10-08", "summary": "Une  aide."}
    found = described("Éléments", Sheet("resource", values))
    assert found is not None
    assert found.themes == ",design,legal,"
    assert (found.year, found.sort, found.summary) == ("2012", "elements", "Une aide.")
    assert found.stages == found.url == ""
    assert described("Lieu", Sheet("place", values)) is None


def test_facets_count_all_else_being_as_wanted() -> None:
    tally = [
        ((",design,legal,", ",idea,", "", "guide", "2012"), 3),
        ((",design,", ",study,", "", "guide", ""), 2),
        ((",economy,", ",idea,", "", "data", "2012"), 1),
    ]
    wanted = Wanted(theme="design", stage="idea")
    found = counts(tally, wanted)
    assert found["theme"] == {"design": 3, "legal": 3, "economy": 1}
    assert found["stage"] == {"idea": 3, "study": 2}
    assert found["year"] == {"2012": 3}
    assert total(tally, wanted) == 3
    assert total(tally, Wanted()) == 6


def test_a_path_has_steps_whose_tasks_are_told_apart_by_their_words() -> None:
    steps = [
        {"title": "L’idée", "introduction": "Un.\n\n\nDeux\nfois.", "tasks": ["Écrire", "écrire"]},
        {"title": "La suite", "reading": ["Guide"], "stage": "study"},
    ]
    first, second = steps_of(Sheet("path", {"steps": steps}))
    assert first.introduction == ["Un.", "Deux fois."]
    assert len(first.tasks) == 1
    assert first.tasks[0].key == tasks_of(["ecrire"])[0].key
    assert (second.reading, second.stage, second.tasks) == (["Guide"], "study", [])
    assert steps_of(Sheet("resource", {"steps": steps})) == steps_of(Sheet("path", {})) == []
