"""What the first documents of the network say fits in fields, with nothing left over in prose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wiki.schema import Kind, Sheet, core_kinds, validated
from wiki.schema.derived import desks_total, ratio, seats_total, work_seats
from wiki.schema.folding import folded

PLACE, ORGANISATION, NETWORK, PROGRAMME, *_ = core_kinds().values()

ARRET_MINUTE: dict[str, Any] = {
    "name": "Arrêt Minute",
    "alt_names": ["Co-working Pomerol"],
    "tagline": "Premier espace de coworking en milieu rural en Aquitaine",
    "purpose": "Accueillir les travailleurs nomades dans un espace de travail partagé, "
    "collaboratif et en réseau",
    "status": "open",
    "opened_on": "2010-10",
    "families": ["coworking"],
    "networks": ["Tiers Lieux, travailler autrement en Aquitaine"],
    "commune": "33328",
    "territory": "rural",
    "holder_name": "Association Arrêt Minute",
    "management": "association",
    "legal_form": "loi_1901",
    "run_by": ["residents"],
    "run_by_note": "Accueil, planning, logistique…",
    "house_rules": "L’accord se fait sur la base du respect de règles de vie commune.",
    "spaces": [
        {"kind": "open_space", "count": 2, "desks_each": 4},
        {"kind": "lounge", "note": "Petit salon pour recevoir les clients et publics"},
    ],
    "seats": [
        {"kind": "permanent", "count": 5},
        {"kind": "drop_in", "count": 2},
        {"kind": "training", "count": 1},
    ],
    "wifi": True,
    "phone_line": "dedicated",
    "phone_note": "Appels entrants ou sortants vers les fixes (en France)",
    "equipment": [{"kind": "coffee_machine"}, {"kind": "equipped_kitchen"}],
    "atmosphere": "Familial, ouvert et en devenir ; studieuse et détendue",
    "services": ["coworking", "training"],
    "audiences": ["nomads", "trainees"],
    "booking_modes": ["phone", "email"],
    "application_required": False,
}
#: What the seed says, piece by piece, each with the fields that say it.
SAID = (
    ("L’exemple de co-working Pomerol", "alt_names commune families"),
    ("est géré par l’association Arrêt Minute", "holder_name management"),
    ("depuis octobre 2010", "opened_on"),
    ("Son but est d’accueillir les travailleurs nomades", "purpose audiences"),
    ("dans un espace de travail partagé, collaboratif et en réseau.", "purpose networks"),
    ("L’espace est familial, ouvert et en devenir.", "atmosphere"),
    ("Il dispose de 5 places permanentes, de 2 places en accueil ponctuel", "seats"),
    ("et d’une place pour former des personnes (stage ou formation).", "seats services audiences"),
    ("Il est géré par les permanents (accueil, planning, logistique… )", "run_by run_by_note"),
    ("et constitué de 2 open spaces de 4 bureaux.", "spaces"),
    ("L’Arrêt Minute met à disposition :", "name"),
    ("un bureau avec connexion wifi,", "wifi spaces"),
    ("une ligne téléphonique dédiée", "phone_line"),
    ("pour les appels entrant ou sortant vers les fixes (en France),", "phone_note"),
    ("une ambiance à la fois studieuse et détendue", "atmosphere"),
    ("une machine à café, une cuisine équipée", "equipment"),
    ("et un petit salon pour recevoir les clients/publics.", "spaces"),
    ("Aucun dossier à fournir pour entrer dans cet espace,", "application_required"),
    ("il suffit de réserver par téléphone ou mel.", "booking_modes"),
    ("L’accord se fait sur la base du respect de règles de vie commune.", "house_rules"),
)
PARAGRAPH = (
    "L'exemple de co-working Pomerol est géré par l'association Arrêt Minute depuis octobre 2010 "
    "Son but est d’accueillir les travailleurs nomades dans un espace de travail partagé, "
    "collaboratif et en réseau. L’espace est familial, ouvert et en devenir. Il dispose de 5 "
    "places permanentes, de 2 places en accueil ponctuel et d’une place pour former des personnes "
    "(stage ou formation). Il est géré par les permanents (accueil, planning, logistique… ) et "
    "constitué de 2 open spaces de 4 bureaux. L’Arrêt Minute met à disposition : un bureau "
    "avec connexion wifi, une ligne téléphonique dédiée pour les appels entrant ou sortant vers "
    "les fixes (en France), une ambiance à la fois studieuse et détendue une machine à café, "
    "une cuisine équipée "
    "et un petit salon pour recevoir les clients/publics. Aucun dossier à fournir pour entrer dans "
    "cet espace, il suffit de réserver par téléphone ou mel. L’accord se fait sur la base du "
    "respect de règles de vie commune."
)

AQUITAINE: dict[str, Any] = {
    "name": "Tiers Lieux, travailler autrement en Aquitaine",
    "started_on": "2011",
    "ended_on": "2014",
    "territory": "Aquitaine",
    "coordinator": "Association Arrêt Minute",
    "network": "Tiers Lieux, travailler autrement en Aquitaine (réseau)",
    "partners": [
        {"organisation": "Association Arrêt Minute", "role": "coordinator", "since": "2011"},
        {"organisation": "Kokerboom", "role": "partner", "since": "2011"},
        {"organisation": "A Mi-Chemin", "role": "partner", "since": "2011"},
        {"organisation": "Coworking Pays Basque", "role": "partner", "since": "2012"},
        {"organisation": "Co-Actions", "role": "partner", "since": "2012"},
    ],
    "goals": [
        "Recenser",
        "Mobiliser",
        "Sensibiliser, informer, diffuser",
        "Agréger des ressources techniques, juridiques et opérationnelles",
    ],
    "audiences": [
        "Communautés de communes",
        "Pays",
        "Chambres consulaires",
        "Technopôles et pépinières",
    ],
    "phases": [
        {
            "name": "Prospection",
            "note": "Construction du réseau, amorce de projets et de formation au télétravail",
            "since": "2011",
            "until": "2012",
        },
        {"name": "Consolidation et animation du réseau", "since": "2013", "until": "2014"},
    ],
    "actions": [
        {"title": title, "state": "planned", "phase": "Prospection"}
        for title in (
            "Créer et alimenter une base de données regroupant l’ensemble des cibles",
            "Mettre en place les outils visant à faire connaître les nouvelles pratiques",
            "Concevoir un site, réseau social, outil collaboratif",
            "Mettre en place des journées d’informations",
            "Mettre en place des rencontres avec les autres initiatives",
            "Proposer et mettre à disposition des ressources",
            "Recenser les membres du réseau",
            "Elaborer en mode collaboratif un projet de charte",
        )
    ],
    "funding": [
        {
            "programme": "Initialisation d’un réseau aquitain d’espaces de travail partagés",
            "funder": "Région Aquitaine",
            "funder_kind": "region",
            "recipient": "Association Arrêt Minute",
            "kind": "operating",
            "amount": {"cents": 38_040_00},
            "decided_on": "2011-10-26",
            "decided_by": "Commission permanente",
        },
        {
            "programme": "Développement du réseau, 2012 / 2013",
            "funder": "Région Aquitaine",
            "funder_kind": "region",
            "amount": {"cents": 54_280_00},
            "total": {"cents": 88_720_00},
            "decided_on": "2012-10-08",
            "decided_by": "Commission permanente",
            "documents": ["Délibération Tiers-Lieux 2012_2013", "Annexe Tiers-Lieux"],
        },
    ],
    "documents": [
        {
            "title": "Délibération Tiers-Lieux 2012_2013",
            "kind": "deliberation",
            "date": "2012-10-08",
            "format": "PDF",
            "size": 390,
        },
        {"title": "Annexe Tiers-Lieux", "kind": "annex", "format": "PDF", "size": 55.2},
    ],
}

SOLOZERE: dict[str, Any] = {
    "name": "SoLozère",
    "status": "active",
    "scale": "department",
    "territory": "Lozère",
    "territory_codes": ["48"],
    "community": "La communauté des télétravailleurs et les espaces de télétravail",
    "animators": [
        {"organisation": "Maison de l’Emploi et de la Cohésion Sociale"},
        {"organisation": "Lozère Développement"},
    ],
    "counts": [
        {"date": "2013", "family": "telecentre", "count": 7, "note": "Mis en service en 2013"}
    ],
    "funding": [
        {"funder": "Conseil Général", "funder_kind": "department", "programme": "Télécentres"}
    ],
    "milestones": [
        {"date": "2013", "event": "Sept télécentres mis en service"},
        {"date": "2014", "event": "Un programme d’animation se met en place"},
        {"date": "2014-04", "event": "Quinzaine des tiers lieux"},
    ],
}

COOPERATIVE: dict[str, Any] = {
    "name": "Coopérative Tiers-Lieux",
    "status": "prefiguration",
    "management": "association",
    "intended_form": "scic",
    "created_on": "2013-09",
    "territory": "Aquitaine",
    "activities": [
        "Un laboratoire sur les nouvelles organisations du travail",
        "Le couteau-suisse pour la création de dynamiques locales",
        "Un réseau régional de créateurs de tiers-lieux",
    ],
    "goals": [
        "Étudier, accompagner et développer ces nouvelles organisations du travail",
        "Rendre la campagne plus vivante",
        "Mutualiser des ressources matérielles et immatérielles par et pour les tiers-lieux",
        "Défendre en priorité les tiers-lieux d’origine citoyenne",
    ],
    "programmes": ["Tiers Lieux, travailler autrement en Aquitaine"],
    "milestones": [
        {"date": "2011", "event": "Commence le programme"},
        {"date": "2013", "event": "Plus de quarante projets et lieux recensés en région"},
        {"date": "2013-09", "event": "L’équipe décide d’engager un processus coopératif"},
    ],
}


def fits(kind: Kind, values: Mapping[str, Any]) -> None:
    """Everything is said, as it is kept, without a problem nor even a remark."""
    sheet = Sheet(kind.code, values)
    found, problems = validated(kind, sheet)
    assert problems == ()
    assert found.to_json() == sheet.to_json()


def test_everything_the_seeds_say_of_arret_minute_fits() -> None:
    fits(PLACE, ARRET_MINUTE)
    assert seats_total(ARRET_MINUTE) == 5 + 2 + 1
    assert work_seats(ARRET_MINUTE) == desks_total(ARRET_MINUTE) == 2 * 4


def test_nothing_of_the_paragraph_is_left_over() -> None:
    left = folded(PARAGRAPH)
    for piece, fields in SAID:
        assert folded(piece) in left, piece
        left = left.replace(folded(piece), "", 1).strip()
        assert set(fields.split()) <= set(ARRET_MINUTE), piece
    assert not re.search(r"\w", left), left


def test_the_programme_and_its_funding_fit() -> None:
    fits(PROGRAMME, AQUITAINE)
    first, second = AQUITAINE["funding"]
    assert ratio(first) is None
    assert ratio(second) == 61
    titles = {document["title"] for document in AQUITAINE["documents"]}
    assert set(second["documents"]) == titles
    assert len(titles) == 2


def test_solozere_its_two_animators_and_seven_telecentres_fit() -> None:
    fits(NETWORK, SOLOZERE)
    assert len(SOLOZERE["animators"]) == 2


def test_a_network_has_places_that_come_and_go() -> None:
    members = [
        {"place": "Arrêt Minute", "status": "candidate", "since": "2011", "until": "2011"},
        {"place": "Arrêt Minute", "status": "member", "since": "2012"},
        {"place": "La Cantine", "status": "former", "until": "2013"},
    ]
    fits(NETWORK, {"name": "Réseau", "members": members, "charter": "Charte des tiers-lieux"})
    sheet = Sheet("network", {"name": "Réseau", "members": [{"place": "La Cantine"}]})
    assert [one.path for one in validated(NETWORK, sheet)[1]] == ["members/0/status"]


def test_the_cooperative_in_the_making_fits() -> None:
    fits(ORGANISATION, COOPERATIVE)
