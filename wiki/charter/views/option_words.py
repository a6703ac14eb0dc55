"""What the screens say of a ballot that tells several wordings apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wiki.charter.rules.alternatives import Result
from wiki.charter.rules.tally import (
    ADOPTED,
    RUN_OFF,
    UNDECIDED,
    Rule,
)
from wiki.charter.views import ballot_words as words
from wiki.web.language import gettext


def rule(said: str) -> str:
    """How one of them wins, by what each has to pass."""
    return gettext(
        "Chaque rédaction est votée contre le texte d’aujourd’hui. %(rule)s Si plusieurs passent, "
        "celle dont les « pour » dépassent le plus les « contre » l’emporte ; à égalité, un second "
        "tour les départage, et à égalité encore le texte reste.",
        rule=said,
    )


def rule_with_severity(said: str) -> str:
    """How what is asked of those who signed is decided with a text."""
    return gettext(
        "%(rule)s La même règle décide de ce que la version demande à qui a déjà signé : des "
        "propositions qui passent, celle dont les « pour » dépassent le plus les « contre » ; à "
        "égalité, la plus exigeante ; si aucune ne passe, celle que le garant a préparée.",
        rule=said,
    )


def decided_with_severity(told: str, said: Mapping[str, Any]) -> str:
    """What a ballot decided of a text, and of what is asked of those who signed."""
    best = [one["title"] for one in said["options"] if one["uid"] in said["chosen"]]
    if len(best) < 2:
        return told
    return gettext("%(told)s %(then)s.", told=told, then=best[-1])


def standing(told: str, result: Result, titles: Sequence[str], *, is_told: bool) -> str:
    """Who has taken part and what lacks, as it is told, and what closing now would decide."""
    if not is_told:
        return gettext("%(told)s. Les résultats se liront à la clôture.", told=told)
    best = [titles[at] for at in result.best]
    return gettext("%(told)s : %(verdict)s.", told=told, verdict=_if_closed(result.outcome, best))


def _if_closed(outcome: str, best: Sequence[str]) -> str:
    if outcome == ADOPTED:
        return gettext("clos maintenant, « %(title)s » l’emporterait", title=best[0])
    if outcome == RUN_OFF:
        return gettext("clos maintenant, %(titles)s seraient à égalité", titles=", ".join(best))
    if outcome == UNDECIDED:
        return gettext("clos maintenant, rien ne serait décidé")
    return gettext("clos maintenant, le texte resterait tel qu’il est")


def decided(said: Mapping[str, Any]) -> str:
    """What a ballot decided, by its minutes, in one sentence."""
    best = [one["title"] for one in said["options"] if one["uid"] in said["chosen"]]
    if said["outcome"] == ADOPTED:
        return gettext("« %(title)s » l’emporte.", title=best[0])
    if said["outcome"] == RUN_OFF:
        return gettext(
            "%(titles)s sont à égalité : un second tour les départage.", titles=", ".join(best)
        )
    if said["outcome"] == UNDECIDED:
        return gettext("Rien n’est décidé : le texte d’avant reste.")
    return gettext("Aucune rédaction ne passe : le texte reste tel qu’il est.")


def said(rule_: Rule, titles: Sequence[str], choices: Iterable[str]) -> dict[str, str]:
    """What places said of all of them -> how that is told."""
    names = words.choices(rule_)
    return {
        choice: ", ".join(
            gettext("%(title)s : %(choice)s", title=title, choice=names[one].lower())
            for title, one in zip(titles, choice.split(","), strict=True)
        )
        for choice in set(choices)
    }
