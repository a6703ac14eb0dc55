"""A save meets the shared text of its page: nobody's words are lost, nobody's are published."""

from __future__ import annotations

import random
from typing import Any

import pytest
from flask import Flask

from tests import people
from tests.live.writing import head_of, text_of, write
from wiki.kernel.db import act, release_reading
from wiki.kernel.permissions import Actor
from wiki.live.service import log
from wiki.live.service.integrity import problems
from wiki.pages.credits import Taken
from wiki.pages.queries import history, pages
from wiki.pages.service.batches import save_for
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, EditConflict, Saved, save, save_inside
from wiki.pages.service.turn_back import restore, undo

TEXT = "# Lieu\n\nUn café.\n\nUn thé.\n\nOuvert le lundi.\n"


@pytest.fixture
def uid(inside: Flask) -> str:
    """A page that alice made."""
    return save(people.make("alice"), Edit("Lieu", TEXT, 0)).page.uid


def saved_together(actor: Actor, uid: str, name: str, text: str, **more: Any) -> Saved:
    """« Enregistrer » on the edit page of a shared text."""
    base = head_of(uid).head.base_revision
    return save(actor, Edit(pages.by_uid(uid).title, text, base, shared=Taken(name, text), **more))


def body(uid: str) -> str:
    release_reading()
    return pages.body(pages.by_uid(uid))


def line(uid: str) -> history.Line:
    release_reading()
    page = pages.by_uid(uid)
    found = history.line(page, page.head)
    assert found
    return found


def test_a_version_is_saved_as_it_was_then(uid: str) -> None:
    alice, bob = people.make("alice"), people.make("bob")
    name = write(alice, uid, TEXT.replace("café", "café noir"))
    write(bob, uid, TEXT.replace("café", "café noir").replace("thé", "thé vert"))
    saved_together(alice, uid, name, TEXT.replace("café", "café noir"))
    assert body(uid) == TEXT.replace("café", "café noir")
    assert "thé vert" in text_of(uid)
    head = head_of(uid).head
    assert (head.base_revision, head.saved_v, head.v) == (2, 1, 2)
    assert line(uid).co_authors == ()


def test_those_who_typed_are_credited_with_what_is_left(uid: str) -> None:
    alice, bob, charlie = (people.make(name) for name in ("alice", "bob", "charlie"))
    write(bob, uid, TEXT + "\nUn jardin 🌱 partagé.\n")
    write(charlie, uid, TEXT.replace("Un thé.\n\n", "") + "\nUn jardin 🌱 partagé.\n")
    text = TEXT.replace("Un thé.\n\n", "") + "\nUn jardin 🌱 bien partagé.\n"
    name = write(alice, uid, text)
    saved_together(alice, uid, name, text)
    wrote = [(one.name, one.signs) for one in line(uid).co_authors]
    assert wrote == [("bob", len("\nUn jardin 🌱 partagé.\n")), ("charlie", 0)]
    assert list(problems()) == []


@pytest.mark.parametrize("way", ["form", "batch", "undo", "restore", "rename"])
def test_any_save_comes_to_those_who_write_and_publishes_nothing_of_theirs(
    uid: str, way: str
) -> None:
    alice, bob = people.make("alice"), people.make("bob")
    save(alice, Edit("Lieu", TEXT.replace("lundi", "mardi"), 1))
    write(bob, uid, TEXT.replace("lundi", "mardi").replace("thé", "thé vert"))
    title, brought = "Lieu", "samedi"
    if way == "form":
        save(alice, Edit("Lieu", TEXT.replace("lundi", "samedi"), 2))
    elif way == "batch":
        with act():
            save_for(alice.member_id, Edit("Lieu", TEXT.replace("lundi", "samedi"), 2), "alike")
    elif way == "rename":
        rename(alice, uid, "Le Lieu")
        title, brought = "Le Lieu", "mardi"
    else:
        (undo(alice, uid, 2) if way == "undo" else restore(alice, uid, 1))
        brought = "lundi"
    assert body(uid) == TEXT.replace("lundi", brought)
    assert text_of(uid) == TEXT.replace("lundi", brought).replace("thé", "thé vert")
    release_reading()
    assert (pages.by_uid(uid).title, head_of(uid).head.base_revision) == (title, 3)
    assert list(problems()) == []


def test_a_save_that_contradicts_what_is_written_waits_for_a_person(uid: str) -> None:
    alice, bob = people.make("alice"), people.make("bob")
    mine = TEXT.replace("café", "sirop").replace("thé", "thé vert")
    name = write(bob, uid, mine)
    save(alice, Edit("Lieu", TEXT.replace("café", "chocolat"), 1))
    assert text_of(uid) == mine
    assert head_of(uid).head.base_revision == 1
    with pytest.raises(EditConflict) as conflict:
        saved_together(bob, uid, name, mine)
    merge = conflict.value.merge
    chosen = merge.resolve(dict.fromkeys(merge.undecided, "mine"))
    write(alice, uid, mine + "\nUn four.\n")
    save(bob, Edit("Lieu", chosen, 2, resolved_from=1, shared=Taken(name, mine)))
    assert body(uid) == mine
    assert text_of(uid) == mine + "\nUn four.\n"
    assert head_of(uid).head[4:6] == (3, 1)


def test_choosing_what_was_saved_leaves_nothing_unsaved(uid: str) -> None:
    alice, bob = people.make("alice"), people.make("bob")
    mine = TEXT.replace("café", "sirop")
    name = write(bob, uid, mine)
    save(alice, Edit("Lieu", TEXT.replace("café", "chocolat"), 1))
    head = TEXT.replace("café", "chocolat")
    save(bob, Edit("Lieu", head, 2, resolved_from=1, shared=Taken(name, mine)))
    assert text_of(uid) == head
    found = head_of(uid).head
    assert (found.base_revision, found.saved_v == found.v) == (2, True)


@pytest.mark.parametrize("name", ["2:1", "1:9", "1:0", "rien", "1:-1", "9" * 40 + ":1", ""])
def test_a_forged_name_is_no_version(uid: str, name: str) -> None:
    alice, bob = people.make("alice"), people.make("bob")
    write(bob, uid, TEXT.replace("thé", "thé vert"))
    saved_together(alice, uid, name, TEXT.replace("lundi", "samedi"))
    assert body(uid) == TEXT.replace("lundi", "samedi")
    assert text_of(uid) == TEXT.replace("lundi", "samedi").replace("thé", "thé vert")
    assert line(uid).co_authors == ()
    assert head_of(uid).head.saved_v == 0


def test_a_save_that_is_undone_leaves_the_text_alone(uid: str) -> None:
    alice, bob = people.make("alice"), people.make("bob")
    write(bob, uid, TEXT.replace("thé", "thé vert"))
    before = head_of(uid)
    with pytest.raises(KeyboardInterrupt):
        _save_and_die(alice)
    assert head_of(uid) == before
    assert list(problems()) == []


def _save_and_die(actor: Actor) -> None:
    with act():
        save_inside(actor, Edit("Lieu", TEXT.replace("lundi", "samedi"), 1))
        raise KeyboardInterrupt


WORDS = [f"mot{number:03}" for number in range(400)]


@pytest.mark.parametrize("seed", range(12))
def test_no_word_is_lost_whoever_writes_and_saves(uid: str, seed: int) -> None:
    """Every word typed is in the shared text, in a revision, or was put to somebody to choose."""
    rng, words = random.Random(seed), iter(WORDS)
    everyone = [people.make(name) for name in ("alice", "bob", "charlie")]
    live_words, form_words, put = list[str](), list[str](), list[str]()
    for _ in range(14):
        actor = rng.choice(everyone)
        act_ = rng.random()
        if act_ < 0.5:
            live_words.append(word := next(words))
            write(actor, uid, typed(rng, text_of(uid), word))
        elif act_ < 0.75:
            word, number = next(words), rng.randint(1, pages.by_uid(uid).head)
            text = typed(rng, pages.text_at(pages.by_uid(uid), number), word)
            try:
                save(actor, Edit("Lieu", text, number))
                form_words.append(word)
            except EditConflict as conflict:
                put.append(conflict.mine)
        else:
            opened = head_of(uid).head
            text = text_of(uid)
            try:
                saved_together(actor, uid, f"{opened.epoch}:{opened.v}", text)
            except EditConflict as conflict:
                put.append(conflict.mine)
        release_reading()
    page = pages.by_uid(uid)
    said = [pages.text_at(page, number) for number in range(1, page.head + 1)]
    for word in live_words:
        assert any(word in text for text in (text_of(uid), *said, *put)), word
    for word in form_words:
        assert any(word in text for text in said), word
    assert list(problems()) == []


def typed(rng: random.Random, text: str, word: str) -> str:
    """The text with a word more, at the end of a line, in the midst of one, or on its own."""
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    if lines[at] and rng.random() < 0.7:
        said = lines[at].split(" ")
        said.insert(rng.randint(0, len(said)), word)
        lines[at] = " ".join(said)
    else:
        lines[at:at] = ["", word, ""]
    return "\n".join(lines)


def test_a_page_that_nobody_writes_together_has_no_shared_text(uid: str) -> None:
    save(people.make("alice"), Edit("Lieu", TEXT + "Fin.\n", 1))
    assert log.known("page", uid) is None
