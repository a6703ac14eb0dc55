"""The names of what the censuses tell apart."""

from __future__ import annotations

from wiki.census import rules
from wiki.geography.communes import departments, regions
from wiki.pages.queries.kinds import kinds
from wiki.schema.settled import SCHEMA
from wiki.web.language import gettext, in_language


def states() -> dict[str, str]:
    """Of the censuses."""
    return {
        rules.DRAFT: gettext("En préparation"),
        rules.OPEN: gettext("Ouvert"),
        rules.CLOSED: gettext("Fermé"),
        rules.PUBLISHED: gettext("Publié"),
    }


def target_states() -> dict[str, str]:
    """Of those they ask."""
    return {
        rules.TO_INVITE: gettext("À inviter"),
        rules.INVITED: gettext("Invité"),
        rules.REMINDED: gettext("Relancé"),
        rules.ANSWERED: gettext("A répondu"),
        rules.ACCEPTED: gettext("Vérifié"),
        rules.DECLINED: gettext("Refus"),
        rules.BAD_ADDRESS: gettext("Adresse en erreur"),
        rules.SILENT: gettext("Sans réponse"),
    }


def target_kinds() -> dict[str, str]:
    """The sorts of those they ask."""
    return {
        "place": gettext("Lieu"),
        "project": gettext("Projet"),
        "authority": gettext("Collectivité"),
        "chamber": gettext("Chambre consulaire"),
        "other": gettext("Autre"),
    }


def bases() -> dict[str, str]:
    """The grounds on which an address is used."""
    return {
        rules.PUBLIC: gettext("La structure publie cette adresse pour qu’on lui écrive"),
        rules.GIVEN: gettext("La personne l’a donnée pour cela"),
    }


def sheet_kinds() -> list[tuple[str, str]]:
    """The kinds of sheets that may be asked."""
    return [(one.code, in_language(one.labels)) for one in kinds().values() if one.code != SCHEMA]


def territories() -> list[tuple[str, str]]:
    """The territories of a census."""
    return [
        ("", gettext("Partout")),
        *(
            (f"region:{code}", gettext("Région : %(name)s", name=n))
            for code, n in regions().items()
        ),
        *((f"department:{one.code}", one.full_name) for one in departments().values()),
    ]


def territory(code: str) -> str:
    """The name of one."""
    return dict(territories()).get(code, code)


def department(code: str) -> str:
    """The name of a department; of none too."""
    known = departments().get(code)
    return known.full_name if known else code or gettext("Commune inconnue")
