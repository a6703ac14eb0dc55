"""The administration: people, settings, the look of the site, the journal."""

from wiki.kernel.permissions import May
from wiki.kernel.settings import Setting
from wiki.kernel.subject import MenuEntry, Subject

_LOOK = "Apparence"

subject = Subject(
    "admin",
    blueprint="views:blueprint",
    slots={"layout.head": "views.look:stylesheet_link"},
    menu=(
        MenuEntry(
            "wiki.admin.index", "Administration", place="tools", icon="shield", opens="admin"
        ),
        MenuEntry(
            "wiki.admin.people",
            "Personnes",
            May.MANAGE_PEOPLE,
            "admin",
            "members",
            group="Personnes",
            says="Donner ou retirer un rôle, fermer un compte ou l’effacer.",
        ),
        MenuEntry(
            "wiki.admin.census",
            "Recensement des membres",
            May.SEE_MEMBERS,
            "admin",
            "table",
            group="Personnes",
            says="Combien de membres, de quelles organisations, avec quelles compétences.",
        ),
        MenuEntry(
            "wiki.admin.settings",
            "Réglages",
            May.MANAGE_SITE,
            "admin",
            "settings",
            group="Réglages",
            says="Le nom du wiki, son menu, ses couleurs, qui le lit et qui y écrit.",
        ),
        MenuEntry(
            "wiki.admin.journal",
            "Journal",
            May.SEE_JOURNAL,
            "admin",
            "journal",
            group="Modération",
            says="Tout ce qui a changé, qui l’a fait et quand.",
        ),
    ),
    settings=(
        Setting(
            "accent",
            "#0f6277",
            "Couleur principale",
            "Liens, boutons, repères. Le thème sombre s’en déduit.",
            kind="colour",
            group=_LOOK,
        ),
        Setting(
            "on_accent",
            "#ffffff",
            "Texte sur la couleur principale",
            kind="colour",
            group=_LOOK,
        ),
        Setting("background", "#fbfaf7", "Fond du site", kind="colour", group=_LOOK),
        Setting("surface", "#ffffff", "Fond des encadrés", kind="colour", group=_LOOK),
        Setting("text", "#23272b", "Texte", kind="colour", group=_LOOK),
        Setting(
            "radius",
            "10px",
            "Angles",
            kind="choice",
            choices=(("0px", "Droits"), ("4px", "À peine arrondis"), ("10px", "Arrondis")),
            group=_LOOK,
        ),
    ),
    wording="wording:SENTENCES",
    has_models=False,
)
