"""The files: images and documents that pages show or offer."""

from wiki.kernel.permissions import May
from wiki.kernel.settings import Option, Setting
from wiki.kernel.subject import Deriver, MenuEntry, Subject

subject = Subject(
    "files",
    blueprint="views:blueprint",
    listeners=("listeners:connect",),
    images="directives:image",
    file_links="directives:link",
    named={"file": "queries:is_kept"},
    derivers=(Deriver(("wiki_file_use",), "service.uses:rebuild"),),
    checks="service.health:problems",
    jobs={"files.thumbnails": "service.thumbnails:prepare"},
    options=(
        Option("WIKI_FILE_SIZE", 20_000_000, "Taille maximale d’un fichier, en octets.", int),
    ),
    settings=(
        Setting(
            "logo",
            "",
            "Logo",
            "Identifiant du fichier montré à côté du nom ; se choisit sur sa page.",
            group="Interne",
        ),
    ),
    menu=(
        MenuEntry("wiki.files.listing", "Fichiers", place="tools", icon="folder"),
        MenuEntry("wiki.files.logo_form", "Logo", May.MANAGE_SITE, "admin", "image"),
    ),
    personal="service.personal:PERSONAL",
    wording="wording:SENTENCES",
)
