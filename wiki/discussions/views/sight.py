"""What of a thread is kept from the one who reads: its subject, the field that it quotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from wiki.discussions.forms import PassageForm
from wiki.discussions.kinds import may_read, reason_not
from wiki.discussions.queries import passages
from wiki.discussions.queries.passages import PassageLine
from wiki.discussions.subjects import ThreadSubject
from wiki.kernel.discussed import Discussed
from wiki.kernel.permissions import May
from wiki.web.actors import current_actor
from wiki.web.language import gettext


def subject_shown(subject: ThreadSubject) -> str:
    """The subject of a thread, or what is said in its place to those who may not see it."""
    actor = current_actor()
    if subject.is_hidden:
        if reason_not(actor, May.HIDE, subject.target_kind, subject.target_uid):
            return gettext("Sujet masqué")
        return gettext("%(subject)s (sujet masqué)", subject=subject.text)
    return subject.text if may_read(actor, subject) else gettext("Champ réservé")


def passage_shown(line: PassageLine) -> PassageLine:
    """The passage of a thread, without its words when they are kept from the one who reads."""
    if may_read(current_actor(), line.subject):
        return line
    return replace(line, quote="", before="", after="", is_kept=True)


def quoting_shown(form: PassageForm, thing: Discussed) -> PassageForm:
    """A comment being written, without the words that are kept by now from its author."""
    quoted = (form.revision, form.block, form.quote)
    if may_read(current_actor(), ThreadSubject("", False, thing.kind, thing.uid, *quoted)):
        return form
    return replace(form, quote="", before="")


def passages_shown(thread_ids: Iterable[int]) -> dict[str, PassageLine]:
    """The passages of some threads that have one, by the uid of the thread."""
    found = passages.of_threads(thread_ids)
    return {uid: passage_shown(line) for uid, line in found.items()}
