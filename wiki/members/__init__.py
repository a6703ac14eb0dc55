"""The members: who they are, what they may, how they come in."""

from wiki.kernel.settings import Option, Setting
from wiki.kernel.subject import MenuEntry, Subject

subject = Subject(
    "members",
    named={"member": "queries:is_active"},
    blueprint="views:blueprint",
    commands="cli:COMMANDS",
    serves_hosts=False,
    personal="service.personal:PERSONAL",
    slots={
        "account": "views.slots:account",
        "account.here": "views.slots:here",
        "account.token": "views.slots:token",
        "account.who": "views.slots:who",
        "layout.language": "views.slots:language_switch",
        "error.actions": "views.slots:error_actions",
        "sign_in": "views.slots:sign_in",
    },
    menu=(
        MenuEntry("wiki.members.directory", "Membres", icon="members"),
        MenuEntry("wiki.members.rights", "Qui peut faire quoi", place="tools", icon="key"),
    ),
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
