"""What is told of amendments: the names of their states, what they ask, what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wiki.charter.queries.amendments import Held
from wiki.charter.rules.amendments import SILENCE, State, Step
from wiki.charter.rules.blocks import Numbered, numbered
from wiki.charter.rules.operations import Kind, Operation, Text
from wiki.charter.rules.rebase import Verdict
from wiki.charter.service.taking_over import TAKEN_OVER
from wiki.charter.views.words import plain
from wiki.web.language import gettext, ngettext

#: State -> the colour of its badge.
BADGES = {
    State.TABLED: "accent",
    State.ADMISSIBLE: "accent",
    State.TO_UPDATE: "warning",
    State.SUBMITTED: "accent",
    State.ADOPTED: "success",
    State.INTEGRATED: "success",
    State.REJECTED: "error",
    State.INADMISSIBLE: "error",
    State.UNDECIDED: "warning",
}


def states() -> dict[str, str]:
    """Of the amendments."""
    return {
        State.DRAFT: gettext("Brouillon"),
        State.TABLED: gettext("Déposé"),
        State.ADMISSIBLE: gettext("Recevable"),
        State.TO_UPDATE: gettext("À actualiser"),
        State.SUBMITTED: gettext("Soumis au vote"),
        State.ADOPTED: gettext("Adopté"),
        State.REJECTED: gettext("Rejeté"),
        State.UNDECIDED: gettext("Sans décision"),
        State.INTEGRATED: gettext("Intégré"),
        State.INADMISSIBLE: gettext("Irrecevable"),
        State.WITHDRAWN: gettext("Retiré"),
        State.MERGED: gettext("Fusionné"),
        State.SATISFIED: gettext("Satisfait"),
        State.FALLEN: gettext("Tombé"),
        State.POSTPONED: gettext("Ajourné"),
    }


def steps() -> dict[str, str]:
    """What happened to an amendment, in a line of its history."""
    return {
        "begin": gettext("Commencé"),
        "rebase": gettext("Actualisé automatiquement : rien n’y a été perdu"),
        Step.TABLE: gettext("Déposé"),
        Step.REVISE: gettext("Récrit par son auteur"),
        Step.ADMIT: gettext("Déclaré recevable"),
        Step.DISMISS: gettext("Déclaré irrecevable"),
        Step.OUTDATE: gettext("À actualiser : le texte a changé au même endroit"),
        Step.CONFIRM: gettext("Actualisé"),
        Step.SUBMIT: gettext("Soumis au vote"),
        Step.RECALL: gettext("Revenu du vote"),
        Step.ADOPT: gettext("Adopté"),
        Step.REJECT: gettext("Rejeté"),
        Step.LEAVE: gettext("Resté sans décision"),
        Step.CALL_AGAIN: gettext("Repris, pour un nouveau vote"),
        Step.INTEGRATE: gettext("Intégré au texte"),
        Step.WITHDRAW: gettext("Retiré par son auteur"),
        Step.AGREE: gettext("Signé par l’auteur de l’autre amendement : recevable"),
        Step.DECLINE: gettext("Refusé par l’auteur de l’autre amendement"),
        Step.COMBINE: gettext("Réuni avec un autre, dans les mots que les deux auteurs ont signés"),
        Step.JOIN: gettext("Fusionné dans un autre amendement"),
        Step.SATISFY: gettext("Satisfait : le texte le dit déjà"),
        Step.FELL: gettext("Tombé"),
        Step.POSTPONE: gettext("Ajourné"),
        Step.ANNUL: gettext("Revenu d’un scrutin annulé"),
        Step.UNDO: gettext("À relire par le garant"),
        TAKEN_OVER: gettext("Repris par quelqu’un d’autre"),
    }


def step(code: str, *, is_imposed: bool) -> str:
    """One of them; `is_imposed` when the guarantor worded it for an author who did not answer."""
    if code == Step.CONFIRM and is_imposed:
        return ngettext(
            "Actualisé d’office par le garant, après %(n)s jour sans réponse",
            "Actualisé d’office par le garant, après %(n)s jours sans réponse",
            SILENCE.days,
        )
    return steps()[code]


def acts() -> dict[Step, tuple[str, str]]:
    """What somebody may do to an amendment beside its words: the button, and what it brings."""
    return {
        Step.ADMIT: (
            gettext("Déclarer recevable"),
            gettext("Il pourra être soumis au vote."),
        ),
        Step.DISMISS: (
            gettext("Déclarer irrecevable"),
            gettext("Il quitte la procédure ; votre raison reste lisible de tous."),
        ),
        Step.WITHDRAW: (
            gettext("Retirer mon amendement"),
            gettext("Il reste lisible, avec votre raison ; il ne sera pas voté."),
        ),
        Step.DECLINE: (
            gettext("Refuser cette rédaction"),
            gettext("Les deux amendements restent comme ils sont, chacun le sien."),
        ),
        Step.JOIN: (
            gettext("Fusionner dans un autre"),
            gettext("Un autre amendement dit ce que vous demandez, ou un compromis."),
        ),
        Step.SATISFY: (
            gettext("Constater qu’il est satisfait"),
            gettext("Le texte dit déjà ce qu’il demande."),
        ),
        Step.FELL: (
            gettext("Constater qu’il tombe"),
            gettext("Ce qu’il changeait n’est plus, ou un amendement adopté l’exclut."),
        ),
        Step.POSTPONE: (
            gettext("Ajourner"),
            gettext("Il est remis à une version suivante de la charte."),
        ),
        Step.CALL_AGAIN: (
            gettext("Reprendre, pour un nouveau vote"),
            gettext("Le vote n’a rien décidé : il redevient recevable."),
        ),
    }


def kinds() -> dict[str, tuple[str, str]]:
    """What may be asked of an article, and what it means."""
    return {
        Kind.MODIFY: (gettext("Récrire l’article"), gettext("son texte, ou son titre")),
        Kind.ADD_AFTER: (gettext("Ajouter un article après lui"), ""),
        Kind.MOVE: (gettext("Le déplacer"), gettext("les numéros se recalculent")),
        Kind.DELETE: (gettext("Le supprimer"), ""),
    }


def verdicts() -> dict[str, str]:
    """What becomes of an amendment when its text moves."""
    return {
        Verdict.CLEAN: gettext("reste tel quel"),
        Verdict.SATISFIED: gettext("est satisfait : le texte le dit déjà"),
        Verdict.SUGGESTED: gettext("est à relire : la même phrase a changé"),
        Verdict.CONFLICT: gettext("est en conflit : les mêmes mots ont changé"),
        Verdict.FALLEN: gettext("tombe : l’article n’est plus là"),
    }


def counted(verdict: str, count: int) -> str:
    """How many amendments come to a verdict: « 2 à relire »."""
    match verdict:
        case Verdict.CLEAN:
            return ngettext("%(n)s reste", "%(n)s restent", count)
        case Verdict.SATISFIED:
            return ngettext("%(n)s est satisfait", "%(n)s sont satisfaits", count)
        case Verdict.SUGGESTED:
            return ngettext("%(n)s est à relire", "%(n)s sont à relire", count)
        case Verdict.CONFLICT:
            return ngettext("%(n)s est en conflit", "%(n)s sont en conflit", count)
        case _:
            return ngettext("%(n)s tombe", "%(n)s tombent", count)


def name_of(one: Numbered) -> str:
    """What a block is called: « Article 4, Cotisation »."""
    title = plain(one.block.title)
    match one.kind:
        case "opening":
            return gettext("Le début du texte")
        case "article":
            return gettext("Article %(number)s, %(title)s", number=one.number, title=title)
        case "title":
            return gettext("Titre %(number)s, %(title)s", number=one.number, title=title)
        case _:
            return title


def names_of(text: Text) -> dict[str, str]:
    """Block -> what it is called in a text."""
    return {one.block.id: name_of(one) for one in numbered(text)}


def asked(operation: Operation, names: Mapping[str, str]) -> str:
    """What an amendment asks, in a line; `names` are those of the text that it is asked of."""
    name, after = names.get(operation.block, ""), names.get(operation.after, "")
    title = plain(operation.title)
    match operation.kind:
        case Kind.MODIFY if name and not name.endswith(title):
            return gettext(
                "Récrire : %(block)s, sous le titre « %(title)s »", block=name, title=title
            )
        case Kind.MODIFY:
            return gettext("Récrire : %(block)s", block=name)
        case Kind.RENAME:
            return gettext("Renommer : %(block)s, en « %(title)s »", block=name, title=title)
        case Kind.DELETE:
            return gettext("Supprimer : %(block)s", block=name)
        case Kind.MOVE if after:
            return gettext("Déplacer : %(block)s, après : %(after)s", block=name, after=after)
        case Kind.MOVE:
            return gettext("Déplacer au début : %(block)s", block=name)
        case _ if after:
            return gettext(
                "Ajouter « %(title)s », après : %(after)s", title=operation.title, after=after
            )
        case _:
            return gettext("Ajouter « %(title)s » au début", title=operation.title)


def listed(numbers: Sequence[int]) -> str:
    """Some amendments by their numbers: « n° 3, n° 7 »."""
    return ", ".join(f"n°\u00a0{number}" for number in numbers)


def title_of(held: Held) -> str:
    """What an amendment is called."""
    return gettext("Amendement n° %(number)s", number=held.amendment.number)
