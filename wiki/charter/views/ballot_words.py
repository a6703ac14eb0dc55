"""What the screens of a ballot say: its rule in one sentence, where it stands, what it decided."""

from __future__ import annotations

from wiki.charter.rules import tally
from wiki.charter.rules.tally import Body, Rule, Standing
from wiki.charter.rules.verdict import is_by_objection
from wiki.charter.views import person_words
from wiki.web.language import gettext, ngettext


def states() -> dict[str, str]:
    """Of a ballot."""
    return {
        "prepared": gettext("En préparation"),
        "open": gettext("Ouvert"),
        "closed": gettext("Clos"),
        "proclaimed": gettext("Proclamé"),
        "final": gettext("Définitif"),
        "cancelled": gettext("Annulé"),
        "contested": gettext("Contesté"),
    }


def outcomes() -> dict[str, str]:
    """What ballots decide."""
    return {
        tally.ADOPTED: gettext("Adopté"),
        tally.REJECTED: gettext("Rejeté"),
        tally.UNDECIDED: gettext("Sans décision"),
        tally.INTEGRATION: gettext("À réécrire"),
        tally.FALLBACK: gettext("À voter"),
        tally.RUN_OFF: gettext("À départager"),
    }


def kind_of_badge(outcome: str) -> str:
    """How the badge of an outcome looks."""
    return {"adopted": "success", "rejected": "error"}.get(outcome, "warning")


def decided(outcome: str) -> str:
    """What a ballot decided, in one sentence."""
    return {
        tally.ADOPTED: gettext("Le texte est adopté."),
        tally.REJECTED: gettext("Le texte est rejeté : celui d’avant reste."),
        tally.UNDECIDED: gettext("Rien n’est décidé : le texte d’avant reste."),
        tally.INTEGRATION: gettext(
            "Des objections tiennent : le texte se réécrit, puis repasse par un tour de "
            "consentement."
        ),
        tally.FALLBACK: gettext(
            "Des objections tiennent après le dernier tour : on passe au vote fixé à l’ouverture."
        ),
        tally.RUN_OFF: gettext("Deux rédactions sont à égalité : un second tour les départage."),
    }[outcome]


def objection_states() -> dict[str, str]:
    """Of an objection."""
    return {
        "raised": gettext("En discussion"),
        "qualified": gettext("Fondée"),
        "concern": gettext("Préoccupation, ne bloque pas"),
        "integrated": gettext("Intégrée au texte suivant"),
        "lifted": gettext("Levée par qui l’a faite"),
        "sustained": gettext("Maintenue"),
    }


def choices(rule: Rule) -> dict[str, str]:
    """What a place may say, and how it is told; a « no » by consent is an objection."""
    if is_by_objection(rule):
        return {
            tally.YES: gettext("Consent"),
            tally.NO: gettext("Objecte"),
            tally.ABSTAIN: gettext("S’en remet aux autres"),
        }
    return {
        tally.YES: gettext("Pour"),
        tally.NO: gettext("Contre"),
        tally.ABSTAIN: gettext("Abstention"),
        tally.BLANK: gettext("Blanc"),
    }


# -- The rule, in one sentence


def rule(said: Rule, electors: int, *, of_persons: bool = False) -> str:
    """The whole of a rule, among so many places, or persons."""
    if of_persons:
        return person_words.with_quorum(said, electors, _condition(said))
    found = _with_quorum(said, electors)
    if said.fallback is not None:
        after = _with_quorum(said.fallback, electors)
        found = ngettext(
            "%(rule)s Si des objections tiennent après %(n)s tour, on vote : %(after)s",
            "%(rule)s Si des objections tiennent après %(n)s tours, on vote : %(after)s",
            said.rounds,
            rule=found,
            after=after[:1].lower() + after[1:],
        )
    return found


def _with_quorum(said: Rule, electors: int) -> str:
    condition, needed = _condition(said), said.quorum.needed(electors)
    if not needed:
        return gettext("Adopté %(condition)s.", condition=condition)
    whole = {
        tally.EXPRESSED: ngettext(
            "Adopté %(condition)s, et si %(n)s lieu au moins sur %(of)s dit pour ou contre.",
            "Adopté %(condition)s, et si %(n)s lieux au moins sur %(of)s disent pour ou contre.",
            needed,
            condition=condition,
            of=electors,
        )
    }
    return whole.get(said.quorum.variant) or ngettext(
        "Adopté %(condition)s, et si %(n)s lieu au moins sur %(of)s se prononce.",
        "Adopté %(condition)s, et si %(n)s lieux au moins sur %(of)s se prononcent.",
        needed,
        condition=condition,
        of=electors,
    )


def _condition(said: Rule) -> str:
    if said.name == tally.QUALIFIED:
        return gettext(
            "si les « pour » font au moins %(share)s des « pour » et des « contre »",
            share=_share(said),
        )
    return {
        tally.CONSENT: gettext(
            "si aucune objection ne tient à la clôture, et si un lieu au moins consent"
        ),
        tally.TACIT: gettext("si aucun lieu n’objecte avant la clôture"),
        tally.SIMPLE: gettext("s’il y a plus de « pour » que de « contre »"),
        tally.ABSOLUTE_VOTERS: gettext("si plus de la moitié des lieux qui votent sont pour"),
        tally.ABSOLUTE_ELECTORS: gettext("si plus de la moitié de tous les lieux sont pour"),
    }[said.name]


def _share(said: Rule) -> str:
    return {
        (2, 3): gettext("les deux tiers"),
        (3, 4): gettext("les trois quarts"),
    }.get((said.num, said.den), f"{said.num}/{said.den}")


# -- Where it stands, in one sentence


def standing(
    said: Rule,
    body: Body,
    found: Standing,
    blocking: int,
    *,
    is_told: bool,
    of_persons: bool = False,
) -> str:
    """What was said so far, what lacks, and what closing now would decide."""
    parts = [*(counts(said, body) if is_told else ()), turnout(body, of_persons=of_persons)]
    parts.append(quorum(found, of_persons=of_persons))
    if blocking:
        parts.append(ngettext("%(n)s objection tient", "%(n)s objections tiennent", blocking))
    told = gettext(" ; ").join(filter(None, parts))
    if not is_told:
        return gettext("%(told)s. Les résultats se liront à la clôture.", told=told)
    return gettext("%(told)s : %(verdict)s.", told=told, verdict=_if_closed(found))


def counts(said: Rule, body: Body) -> list[str]:
    """How many said what, in one piece; nothing before anybody has."""
    count = body.count
    if not count.cast:
        return []
    yes = (
        ngettext("%(n)s lieu consent", "%(n)s lieux consentent", count.yes)
        if is_by_objection(said)
        else gettext("%(n)s pour", n=count.yes)
    )
    no = (
        ngettext("%(n)s objecte", "%(n)s objectent", count.no)
        if is_by_objection(said)
        else gettext("%(n)s contre", n=count.no)
    )
    parts = [yes, no]
    if count.abstain:
        parts.append(ngettext("%(n)s abstention", "%(n)s abstentions", count.abstain))
    if count.blank:
        parts.append(ngettext("%(n)s blanc", "%(n)s blancs", count.blank))
    return [", ".join(parts)]


def turnout(body: Body, *, of_persons: bool = False) -> str:
    """How many have taken part."""
    if of_persons:
        return person_words.turnout(body)
    return ngettext(
        "%(n)s lieu sur %(of)s s’est prononcé",
        "%(n)s lieux sur %(of)s se sont prononcés",
        body.count.cast,
        of=body.electors,
    )


def quorum(found: Standing, *, of_persons: bool = False) -> str:
    """What lacks for the quorum, or that it is reached."""
    if found.missing and of_persons:
        return person_words.missing(found)
    if found.missing:
        return ngettext(
            "il manque %(n)s lieu pour le quorum de %(needed)s",
            "il manque %(n)s lieux pour le quorum de %(needed)s",
            found.missing,
            needed=found.quorum,
        )
    return (
        gettext("le quorum de %(needed)s est atteint", needed=found.quorum) if found.quorum else ""
    )


def _if_closed(found: Standing) -> str:
    verdict = {
        tally.ADOPTED: gettext("clos maintenant, ce serait adopté"),
        tally.REJECTED: gettext("clos maintenant, ce serait rejeté"),
        tally.UNDECIDED: gettext("clos maintenant, rien ne serait décidé"),
        tally.INTEGRATION: gettext("clos maintenant, le texte serait à réécrire"),
        tally.FALLBACK: gettext("clos maintenant, on passerait au vote"),
    }[found.outcome]
    if not found.yes_missing:
        return verdict
    return gettext(
        "%(verdict)s ; encore %(n)s « pour », et ce serait adopté",
        verdict=verdict,
        n=found.yes_missing,
    )
