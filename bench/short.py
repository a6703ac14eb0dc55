"""A wiki of short pages, as many as wanted, for measuring its lists: each grows with the wiki."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bench.data import COMMON, COMPARED, RARE, Text, Writer, edited
from wiki.discussions.service.settle import resolve
from wiki.discussions.service.speak import Words, open_thread
from wiki.kernel.permissions import Actor
from wiki.pages.queries.pages import get, glance
from wiki.pages.service.readings import note_reading
from wiki.pages.service.rename import rename
from wiki.pages.service.review import mark_reviewed
from wiki.pages.service.save import Edit, save
from wiki.search.service import save_search

#: The page that a third of the wiki links to and that half of the talks are about; the category of
#: half of the wiki; the title that a fifth of it is under; the one that a fifth of it asks for.
CROSSROADS, ALL, GUIDE, ASKED = "Carrefour", "Toutes", "Guide", "À écrire"
#: A page of 20 kB with many revisions.
BLAMED = "Page comparée"
#: A word of a title, and what somebody types for it.
WORD, MISSPELT = "boulangerie", "boulagnerie"
#: Pages of which one has a thread, and of which one has an old title.
_THREADS, _RENAMED = 10, 500
#: The newest pages, which were read again, and the searches that Alice keeps.
_READ_AGAIN, _KEPT = 300, 20


def pages(count: int) -> Iterator[Text]:
    """The page of many revisions and those that others lead to, then `count` short ones."""
    writer = Writer()
    yield Text(BLAMED, tuple(edited(writer, writer.body(20_000, []), COMPARED)))
    for title in (CROSSROADS, ALL, GUIDE):
        yield Text(title, (f"{writer.sentence()}\n",))
    titles = [_title(writer, number, count) for number in range(count)]
    for number, title in enumerate(titles):
        body = _body(writer, number, titles)
        bodies = (body, f"{writer.sentence()}\n\n{body}", body)
        yield Text(title, bodies if number % 10 == 3 else bodies[:1])


def _title(writer: Writer, number: int, count: int) -> str:
    if number == count // 3:
        return f"{WORD.capitalize()} {number}"
    above = {0: f"{GUIDE}/", 1: f"Dossier {number // 500}/"}.get(number % 5, "")
    return f"{above}{writer.word().capitalize()} {writer.word()} {number}"


def _body(writer: Writer, number: int, titles: Sequence[str]) -> str:
    """A few lines; where the page leads and how it is filed follow from its number."""
    lines = [writer.sentence()]
    if number % 3:
        lines.append(f"On y parle de {COMMON}.")
    if number == len(titles) // 2:
        lines.append(f"Il y pousse un {RARE}.")
    if number % 7:  # the others lead nowhere
        lines.append(f"Voir [[{titles[number - number % 5]}]].")
        if number % 3 == 0:
            lines.append(f"Et [[{CROSSROADS}]].")
        if number % 5 == 3:
            lines.append(f"Puis [[{ASKED}]] et [[{ASKED} {number}]].")
    if number % 10 == 8:
        lines.append(":::{homonymie}\nPlusieurs portent ce nom.\n:::")
    filed = [f"Région {number % (len(titles) // 5)}", *([ALL] if number % 2 else [])]
    return "\n\n".join([*lines, f":::{{catégories}} {', '.join(filed)}"]) + "\n"


def live(people: Mapping[str, Actor], titles: Sequence[str]) -> None:
    """What people do once the pages are there: talk, rename, read again, keep searches."""
    alice, bob, charlie = (people[name] for name in ("alice", "bob", "charlie"))
    for number in range(len(titles) // _THREADS):
        about = get(CROSSROADS if number % 2 else titles[number * _THREADS + 2])
        said = open_thread(bob, "page", about.uid, f"Sujet {number}", Words("Et ici ?\n"))
        if number % 4 < 2:
            resolve(bob, said.thread.uid)
    for title in titles[-_READ_AGAIN:]:
        mark_reviewed(charlie, get(title).uid, 1, 3)
    for title in titles[5::_RENAMED]:
        rename(charlie, get(title).uid, f"{title} bis")
    for number in range(_KEPT):
        save_search(alice, f"Recherche {number}", f"q={COMMON}&category={ALL}")
    if alice.member_id and (crossroads := glance(CROSSROADS)):
        note_reading(alice.member_id, crossroads)
    for number in range(5):
        save(bob, Edit(CROSSROADS, f"On y vient de partout, {number}.\n", base=number + 1))
