"""The site: its settings, and the stamps that say whether what was cached still holds."""

from wiki.kernel.settings import Setting
from wiki.kernel.subject import Subject

subject = Subject(
    "site",
    settings=(
        Setting("name", "Le wiki des tiers-lieux", "Nom du wiki"),
        Setting(
            "tagline",
            "Documenter, comparer et décider ensemble",
            "Devise",
            "Une phrase, sous le nom du wiki.",
        ),
        Setting("home_page", "Accueil", "Page d’accueil", kind="page"),
        Setting(
            "menu",
            "",
            "Menu",
            "Un titre de page par ligne ; « Titre | texte » pour un autre texte.",
            kind="lines",
        ),
        Setting("legal_page", "", "Page des mentions légales", kind="page"),
        Setting("privacy_page", "", "Page sur les données personnelles", kind="page"),
        Setting(
            "licence",
            "CC BY-SA 4.0",
            "Licence des contenus",
            "Elle est rappelée au bas de chaque page et sous chaque formulaire.",
        ),
        Setting(
            "licence_url",
            "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
            "Adresse du texte de la licence",
        ),
        Setting(
            "visibility",
            "public",
            "Qui lit",
            kind="choice",
            choices=(("public", "Tout le monde"), ("private", "Les membres seulement")),
            group="Ouverture",
        ),
        Setting(
            "editing",
            "members",
            "Qui écrit",
            kind="choice",
            choices=(("members", "Les membres"), ("anyone", "Tout le monde")),
            group="Ouverture",
        ),
        Setting(
            "read_only",
            False,
            "Lecture seule",
            "Plus personne n’écrit, sauf l’administration : le temps d’une opération.",
            kind="switch",
            group="Ouverture",
        ),
        Setting("demo", False, "Contenu de démonstration", kind="switch", group="Interne"),
    ),
)
