"""The places: where they are, the directory, the map."""

from wiki.kernel.permissions import May
from wiki.kernel.settings import Option, Setting
from wiki.kernel.subject import Deriver, MenuEntry, Subject, Work
from wiki.places.frames import judged
from wiki.places.tiles import tiles_url

subject = Subject(
    "places",
    blueprint="views:blueprint",
    api="api:blueprint",
    commands="cli:COMMANDS",
    directives="views.directives:HANDLERS",
    slots={
        "page.menu": "views.slots:menu",
        "sheet.told": "views.slots:life",
        "sheet.new": "views.doubles:warned",
        "sheet.position": "views.slots:pin",
        "page.joined": "views.joining:part_form",
    },
    finders={"places": "views.keep:finding"},
    listeners=("listeners:connect",),
    derivers=(
        Deriver(("wiki_place", "wiki_past_place"), "service.derive:rebuild"),
        Deriver(("wiki_double",), "service.doubles:rebuild"),
    ),
    jobs={
        "places.batch": Work(
            "service.batches:go_on", "Lieux : enregistrer les corrections d’un tableau"
        ),
        "places.doubles": Work(
            "service.doubles:gather", "Lieux : chercher ceux qui se ressemblent"
        ),
        "places.intake": Work("service.taking_in:go_on", "Lieux : en importer d’un fichier"),
    },
    menu=(
        MenuEntry("wiki.places.directory", "Annuaire des lieux", icon="pin"),
        MenuEntry("wiki.places.map", "Carte des lieux", icon="map"),
        MenuEntry(
            "wiki.places.intakes",
            "Importer des lieux",
            May.IMPORT,
            "admin",
            "upload",
            group="Contenu",
            says="Ajouter les lieux d’un fichier, après avoir lu ce que cela changerait.",
        ),
        MenuEntry(
            "wiki.places.doubles",
            "Doubles possibles",
            May.TEND_DOUBLES,
            "admin",
            "copy",
            group="Contenu",
            says="Des lieux qui ont l’air d’un seul : les réunir, ou dire qu’ils sont deux.",
            waits="queries.doubles:waiting_number",
        ),
    ),
    settings=(
        Setting(
            "map_frames",
            "",
            "Sites qui montrent la carte",
            "L’adresse d’un site par ligne, comme https://exemple.fr : lui seul peut montrer la "
            "carte des lieux dans ses pages.",
            kind="lines",
            check=judged,
        ),
    ),
    options=(
        Option(
            "WIKI_TILES_URL",
            "",
            "Fond des cartes : adresse des images, avec `{z}`, `{x}` et `{y}`, par exemple "
            "`https://tuiles.exemple.fr/{z}/{x}/{y}.png` ; le navigateur des lecteurs les demande "
            "à ce serveur. Si rien n’est dit, les contours des départements, sans rien demander.",
            tiles_url,
        ),
        Option(
            "WIKI_TILES_CREDIT",
            "",
            "Crédit du fond des cartes, suivi de l’adresse de sa licence, par exemple "
            "`© les contributeurs d’OpenStreetMap https://www.openstreetmap.org/copyright`.",
        ),
        Option("WIKI_TILES_MAX_ZOOM", 19, "Agrandissement le plus fort du fond des cartes.", int),
    ),
    personal="service.personal:PERSONAL",
    wording="wording:SENTENCES",
)
