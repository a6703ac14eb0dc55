"""Keeping the index: called inside the act that changes what is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from wiki.journal.service import record, take_turn
from wiki.kernel import clock
from wiki.kernel.db import Derived, act, insert_missing, look, reading, state, table_of, write
from wiki.kernel.errors import Conflict, Invalid, Missing, Refused
from wiki.kernel.permissions import Actor, May, require
from wiki.kernel.personal import owned
from wiki.kernel.prepared import Among
from wiki.kernel.slugs import new_uid
from wiki.members.rules import is_readable
from wiki.search.document import Document
from wiki.search.models import (
    SavedSearch,
    SearchDocument,
    SearchName,
    SearchSpelling,
    SearchText,
    SearchWord,
    Synonym,
)
from wiki.search.rules import SAVED, SAVED_NAME, Entry, entry_of, number_of, posted_anew
from wiki.search.spelling import forms, title_words
from wiki.search.statements import COLUMNS, POST_IN_FTS5
from wiki.search.synonyms import MOST, clean_group
from wiki.site.queries import SITE_STAMP, policy
from wiki.site.service import touch


def put(document: Document) -> None:
    """Index a document, new or changed. Inside an act."""
    entry = entry_of(document)
    take_turn()
    if not write(_CHANGED, _document_row(document, entry) | {"of": entry.number}):
        _write(document, entry)
        _spell((), (name.title for name in entry.names))
        return
    rows = look(_BEFORE, of=entry.number)
    known = {row[:3] for row in rows}
    if known != {(name.key, name.title, name.stems) for name in entry.names}:
        write(_NAMELESS, {"of": entry.number})
        write(_NAME, *_name_rows(entry))
        _spell((row[1] for row in known), (name.title for name in entry.names))
    _reword(entry, rows[0][3:])


def _reword(entry: Entry, before: Sequence[str]) -> None:
    """Write the words of a document again. PostgreSQL's indexes follow, FTS5 is told what differs.

    What is posted of one word is apart from what is posted of another, so the others stay.
    """
    write(_REWORDED, _words_row(entry) | {"of": entry.number})
    if not state().database.is_sqlite:
        return
    columns = zip(COLUMNS.values(), before, (entry.title, entry.head, entry.whole), strict=True)
    for column, had, has in columns:
        out, into = posted_anew(had, has)
        if out or into:
            write(POST_IN_FTS5[column], {"of": entry.number, "out": out, "into": into})


def remove(kind: str, row_id: int) -> None:
    """Take a document out of the index. Inside an act."""
    take_turn()
    number = number_of(kind, row_id)
    _spell([row[1] for row in look(_NAMES, of=number)], ())
    _forget([number])


def add_links(kind: str, changes: Mapping[int, int]) -> None:
    """Say that some documents are mentioned more or less often than before. Inside an act."""
    rows = ({"of": number_of(kind, row_id), "more": more} for row_id, more in changes.items())
    write(_MENTIONED, *rows)


def rebuild(kind: str, documents: Iterable[Document]) -> None:
    """Index every document of a kind again. Inside an act."""
    take_turn()
    query = sa.select(SearchDocument.number).where(SearchDocument.kind == kind)
    _forget(reading().scalars(query).all())
    for document in documents:
        _write(document, entry_of(document))
    _spell_again()


_DOCUMENT, _NAME, _WORDS = (
    sa.insert(table_of(table)) for table in (SearchDocument, SearchName, SearchText)
)
_NAMES = sa.select(SearchName.key, SearchName.title, SearchName.stems).where(
    SearchName.number == sa.bindparam("of")
)
#: Each name of a document, with its words beside it.
_BEFORE = (
    sa.select(
        *(SearchName.key, SearchName.title, SearchName.stems),
        *(SearchText.title, SearchText.head, SearchText.whole),
    )
    .join(SearchText, SearchText.number == SearchName.number)
    .where(SearchName.number == sa.bindparam("of"))
)
_MENTIONED = (
    sa.update(table_of(SearchDocument))
    .where(SearchDocument.number == sa.bindparam("of"))
    .values(links=SearchDocument.links + sa.bindparam("more"))
)


def _update(table: type[Derived]) -> sa.Update:
    columns = [column.name for column in table_of(table).columns]
    of_it = table_of(table).c.number == sa.bindparam("of")
    return sa.update(table_of(table)).where(of_it).values({c: sa.bindparam(c) for c in columns})


_CHANGED, _REWORDED = _update(SearchDocument), _update(SearchText)
_WORDLESS, _NAMELESS, _FORGOTTEN = (
    sa.delete(table_of(table)).where(table_of(table).c.number == sa.bindparam("of"))
    for table in (SearchText, SearchName, SearchDocument)
)


def _forget(numbers: Iterable[int]) -> None:
    rows = [{"of": number} for number in numbers]
    for statement in (_WORDLESS, _NAMELESS, _FORGOTTEN):
        write(statement, *rows)


def _write(document: Document, entry: Entry) -> None:
    write(_DOCUMENT, _document_row(document, entry))
    write(_NAME, *_name_rows(entry))
    write(_WORDS, _words_row(entry))


def _document_row(document: Document, entry: Entry) -> dict[str, object]:
    return {
        "number": entry.number,
        "kind": document.kind,
        "uid": document.uid,
        "title": document.title,
        "links": document.links,
        "updated_at": document.updated_at,
    }


def _name_rows(entry: Entry) -> list[dict[str, object]]:
    return [
        {"number": entry.number, "key": name.key, "title": name.title, "stems": name.stems}
        for name in entry.names
    ]


def _words_row(entry: Entry) -> dict[str, object]:
    return {
        "number": entry.number,
        "title": entry.title,
        "head": entry.head,
        "whole": entry.whole,
        "headings": entry.headings,
        "text": entry.text,
    }


# -- The words of the titles, among which a misspelt one is looked for

_of_word = SearchWord.word == sa.bindparam("of")
_COUNTED = (
    sa.update(table_of(SearchWord))
    .where(_of_word)
    .values(names=SearchWord.names + sa.bindparam("more"))
)
_GONE = sa.delete(table_of(SearchWord)).where(_of_word, SearchWord.names <= 0)
_KNOWN = sa.select(SearchWord.word).where(Among(SearchWord.word, "words"))
_UNSPELT = sa.delete(table_of(SearchSpelling)).where(
    SearchSpelling.form == sa.bindparam("written"), SearchSpelling.word == sa.bindparam("of")
)


def _spell(gone: Iterable[str], come: Iterable[str]) -> None:
    """Some titles are no more there, others are: count their words."""
    counts: Counter[str] = Counter(word for title in come for word in title_words(title))
    counts.subtract(Counter(word for title in gone for word in title_words(title)))
    changed = sorted(word for word, more in counts.items() if more)
    if not changed:
        return
    before = {row[0] for row in look(_KNOWN, words=changed)}
    _add_words(word for word in changed if word not in before)
    write(_COUNTED, *({"of": word, "more": counts[word]} for word in changed))
    write(_GONE, *({"of": word} for word in changed))
    after = {row[0] for row in look(_KNOWN, words=changed)}
    lost = (word for word in changed if word not in after)
    write(_UNSPELT, *({"of": word, "written": form} for word in lost for form in forms(word)))


def _add_words(words: Iterable[str]) -> None:
    new = list(words)
    insert_missing(SearchWord, *({"word": word, "names": 0} for word in new))
    rows = ({"form": form, "word": word} for word in new for form in sorted(forms(word)))
    insert_missing(SearchSpelling, *rows)


def _spell_again() -> None:
    """Count the words of every title again."""
    session = reading()
    session.execute(sa.delete(SearchSpelling))
    session.execute(sa.delete(SearchWord))
    session.flush()
    counts: Counter[str] = Counter()
    for title in session.scalars(sa.select(SearchName.title)):
        counts.update(title_words(title))
    _add_words(sorted(counts))
    write(_COUNTED, *({"of": word, "more": more} for word, more in sorted(counts.items())))


# -- Synonyms


def add_synonyms(actor: Actor, written: str) -> Synonym:
    """Say that some expressions, separated by commas, mean the same: searches take it at once."""
    with act() as session:
        require(actor, May.TEND_SEARCH, policy())
        take_turn()
        words = clean_group(written)
        if session.scalar(sa.select(Synonym.uid).where(Synonym.words == words)):
            raise Conflict("synonyms_known", words=words)
        if (session.scalar(sa.select(sa.func.count()).select_from(Synonym)) or 0) >= MOST:
            raise Invalid("synonyms_too_many", limit=MOST)
        group = Synonym(uid=new_uid(), words=words, created_at=clock.now())
        session.add(group)
        session.flush()
        touch(SITE_STAMP)
        record(actor, "synonyms_added", "synonyms", group.uid, title=words)
    return group


def drop_synonyms(actor: Actor, uid: str) -> None:
    """Say that they do not mean the same after all."""
    with act() as session:
        require(actor, May.TEND_SEARCH, policy())
        take_turn()
        group = session.get(Synonym, uid)
        if group is None:
            raise Missing("synonyms_missing")
        session.delete(group)
        session.flush()
        touch(SITE_STAMP)
        record(actor, "synonyms_dropped", "synonyms", uid, title=group.words)


# -- Searches that members keep


def save_search(actor: Actor, name: str, asked: str, screen: str = "search") -> SavedSearch:
    """Keep what the address of a search asks under a name, for the actor alone.

    `screen` is the list that is searched, one of `SCREENS`.
    """
    with act() as session:
        member_id = _keeper(actor)
        take_turn()
        name = " ".join(name.split())
        if not name or len(name) > SAVED_NAME or not is_readable(name):
            raise Invalid("saved_name", limit=SAVED_NAME)
        query = sa.select(SavedSearch.name).where(SavedSearch.member_id == member_id)
        known = session.scalars(query).all()
        if name in known:
            raise Conflict("saved_known", name=name)
        if len(known) >= SAVED:
            raise Invalid("saved_too_many", limit=SAVED)
        kept = SavedSearch(
            member_id=member_id,
            name=name,
            screen=screen,
            asked=asked,
            created_at=clock.now(),
        )
        session.add(kept)
        session.flush()
    return kept


def drop_search(actor: Actor, uid: str) -> None:
    """Keep one of the actor's searches no more."""
    with act() as session:
        member_id = _keeper(actor)
        kept = session.get(SavedSearch, uid)
        if kept is None or kept.member_id != member_id:
            raise Missing("saved_missing")
        session.delete(kept)
        session.flush()


def _keeper(actor: Actor) -> int:
    require(actor, May.KEEP_SEARCH, policy())
    if actor.member_id is None:
        raise Refused("sign_in_first")
    return actor.member_id


PERSONAL = owned(saved_searches=SavedSearch)
