"""What the screens of a ballot say where persons vote in their own name."""

from __future__ import annotations

from wiki.charter.rules import tally
from wiki.charter.rules.tally import Body, Rule, Standing
from wiki.web.language import gettext, ngettext


def with_quorum(said: Rule, electors: int, condition: str) -> str:
    """A rule among so many persons; `condition` is what it asks where nobody is named in it."""
    condition, needed = _condition(said) or condition, said.quorum.needed(electors)
    if not needed:
        return gettext("Adopté %(condition)s.", condition=condition)
    if said.quorum.variant == tally.EXPRESSED:
        return ngettext(
            "Adopté %(condition)s, et si %(n)s personne au moins sur %(of)s dit pour ou contre.",
            "Adopté %(condition)s, et si %(n)s personnes au moins sur %(of)s disent pour ou "
            "contre.",
            needed,
            condition=condition,
            of=electors,
        )
    return ngettext(
        "Adopté %(condition)s, et si %(n)s personne au moins sur %(of)s se prononce.",
        "Adopté %(condition)s, et si %(n)s personnes au moins sur %(of)s se prononcent.",
        needed,
        condition=condition,
        of=electors,
    )


def _condition(said: Rule) -> str:
    return {
        tally.ABSOLUTE_VOTERS: gettext("si plus de la moitié des personnes qui votent sont pour"),
        tally.ABSOLUTE_ELECTORS: gettext("si plus de la moitié de toutes les personnes sont pour"),
    }.get(said.name, "")


def turnout(body: Body) -> str:
    """How many have taken part."""
    return ngettext(
        "%(n)s personne sur %(of)s s’est prononcée",
        "%(n)s personnes sur %(of)s se sont prononcées",
        body.count.cast,
        of=body.electors,
    )


def missing(found: Standing) -> str:
    """What lacks for the quorum."""
    return ngettext(
        "il manque %(n)s personne pour le quorum de %(needed)s",
        "il manque %(n)s personnes pour le quorum de %(needed)s",
        found.missing,
        needed=found.quorum,
    )
