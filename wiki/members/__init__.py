"""The members: who they are, what they may, how they come in."""

from wiki.kernel.settings import Option, Setting
from wiki.kernel.subject import Subject

subject = Subject(
    "members",
    commands="cli:COMMANDS",
    wording="wording:SENTENCES",
    settings=(
        Setting(
            "joining",
            "invitation",
            "Qui peut rejoindre le wiki",
            kind="choice",
            choices=(
                ("open", "Tout le monde peut ouvrir un compte"),
                ("invitation", "Les personnes invitées"),
                ("closed", "Personne pour le moment"),
            ),
            group="Ouverture",
        ),
    ),
    options=(
        Option(
            "WIKI_LOGIN_URL",
            "",
            "Dans un site hôte : adresse à laquelle on s’y connecte.",
        ),
        Option(
            "WIKI_HOST_ROLE",
            "member",
            "Dans un site hôte : rôle de ses utilisateurs quand il n’en nomme aucun.",
        ),
    ),
)
