"""What the charter of the demonstration asks of its fictional places, and what they answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wiki.charter.rules.annexes import KIND, Given
from wiki.schema.declared import code_from
from wiki.schema.sheet import Sheet

#: Each question after the title of the article that it puts into practice.
QUESTIONS: tuple[tuple[str, Given], ...] = (
    ("Un lieu ouvert", Given("Ouverture au public", "hours", is_needed=True)),
    (
        "Un lieu ouvert",
        Given("Entrée de plain-pied", "boolean", "De la rue à une table, sans aucune marche."),
    ),
    (
        "Des tarifs affichés",
        Given("Prix d'une journée", "money", "Pour une personne de passage.", is_needed=True),
    ),
    (
        "Une gouvernance lisible",
        Given(
            "Qui décide",
            "choice",
            choices="L'assemblée des membres\nUn bureau élu\nLa commune\nLes salariés",
            is_needed=True,
        ),
    ),
    (
        "Ce que l'on apprend se partage",
        Given("Savoir-faire que le lieu transmet", "texts", "Une ligne pour chacun."),
    ),
    (
        "Se recevoir d'un lieu à l'autre",
        Given(
            "Places gardées pour les autres lieux",
            "integer",
            "Chaque jour d'ouverture.",
            unit="seat",
            is_needed=True,
        ),
    ),
    (
        "Se recevoir d'un lieu à l'autre",
        Given(
            "Ce que le lieu prête",
            "choices",
            choices="Une salle\nUn vidéoprojecteur\nDes outils\nUn vélo cargo",
        ),
    ),
    ("Se faire connaître", Given("Ce que le lieu a de particulier", "longtext")),
)
#: Articles of the charter made easy to read: their title and words, by the title that they have.
EASY: Mapping[str, tuple[str, str]] = {
    "Un lieu ouvert": (
        "Tout le monde peut venir",
        (
            "Vous pouvez venir travailler dans le lieu.\n\n"
            "Les heures sont écrites sur la porte.\n\n"
            "Le lieu vous dit comment vous inscrire."
        ),
    ),
    "Des tarifs affichés": (
        "Les prix sont écrits",
        "Vous pouvez lire les prix avant de venir.\n\nLa première journée est gratuite.",
    ),
    "Une gouvernance lisible": (
        "On sait qui décide",
        (
            "Le lieu vous dit qui décide.\n\n"
            "Une fois par an, il y a une réunion. Tout le monde peut y venir."
        ),
    ),
    "Se recevoir d'un lieu à l'autre": (
        "Venir dans un autre lieu",
        (
            "Vous êtes membre d'un lieu du réseau ?\n\n"
            "Alors vous pouvez aller dans un autre lieu 2 jours par mois. C'est compris."
        ),
    ),
}
_OPENINGS = ("Mo-Fr 09:00-18:00", "Mo-Fr 08:30-19:00", "Tu-Sa 10:00-18:00", "Mo-Th 09:00-17:00")
_CRAFTS = (
    ["Couture", "Réparation de vélos"],
    ["Impression 3D", "Menuiserie"],
    ["Compostage"],
    ["Écriture numérique", "Couture"],
    ["Menuiserie", "Cuisine de saison"],
)
_TOLD = (
    "Une cour où l'on mange ensemble le jeudi.",
    "L'ancienne forge, restée en état, s'ouvre aux stages.",
    "Un quai d'où partent les bateaux du canal.",
    "La seule salle de cinquante places du canton.",
)


def annex_of(rank: int) -> Sheet:
    """What the place of that rank answers; some leave what is not needed for later."""
    ids: list[str] = []
    for _, one in QUESTIONS:
        ids.append(code_from(one.label, ids))
    hours, step, price, decides, crafts, seats, lends, told = ids
    deciders = [code_from(one) for one in QUESTIONS[3][1].choices.splitlines()]
    lent = [code_from(one) for one in QUESTIONS[6][1].choices.splitlines()]
    values: dict[str, Any] = {
        hours: _OPENINGS[rank % 4],
        price: {"cents": 800 + 200 * (rank % 5), "tax": "incl"},
        decides: deciders[(0, 1, 0, 2, 0, 3)[rank % 6]],
        seats: 1 + rank % 4,
        lends: lent[: 1 + rank % 3],
    }
    if rank % 6 != 5:
        values[step] = rank % 4 != 2
    if rank % 3 != 2:
        values[crafts] = _CRAFTS[rank % 5]
    if rank % 3 == 0:
        values[told] = _TOLD[rank // 3]
    return Sheet(KIND, values)
