"""The sheets: what pages say in typed fields, whatever their kind."""

from wiki.kernel.permissions import May
from wiki.kernel.settings import Option
from wiki.kernel.subject import Deriver, MenuEntry, Subject, Work

subject = Subject(
    "sheets",
    blueprint="views:blueprint",
    api="api:blueprint",
    listeners=("listeners:connect",),
    kinds="queries.kinds:kinds",
    judged={"schema": "queries.kinds:new_problems_at"},
    page_fields="views.page_fields:show",
    parts={"page": "views.commented:fields"},
    slots={
        "page.head": "views.slots:head",
        "page.top": "views.slots:sheet",
        "page.menu": "views.slots:menu",
        "account.sections": "views.reminders:preference",
        "comparison.sheet": "views.slots:comparison",
        "changes.waiting": "views.slots:waiting_told",
        "upkeep.lists": "views.slots:waiting_list",
    },
    jobs={
        "sheets.day": Work("service.day:look", "Fiches : ce qu’un jour change, valeurs périmées"),
        "sheets.gather": Work(
            "service.written:gather", "Fiches : chercher de quand date chaque valeur"
        ),
        "sheets.remind": Work("views.letters:write", "Fiches : écrire à ceux qui en tiennent une"),
        "sheets.kinds": Work("service.kinds:go_on", "Fiches : les relire selon leur modèle changé"),
        "sheets.mend": Work(
            "service.mendings:go_on",
            "Fiches : corriger ensemble les valeurs qui ne conviennent plus",
        ),
    },
    starts="service.day:begin",
    derivers=(
        Deriver(("wiki_fact", "wiki_misfit", "wiki_misfit_count"), "service.derive:rebuild"),
        Deriver(("wiki_gap", "wiki_written"), "service.written:rebuild"),
    ),
    options=(
        Option(
            "WIKI_GEOCODER_URL",
            "",
            "Service qui dit où est une adresse, à la manière de la Géoplateforme : "
            "`https://data.geopf.fr/geocodage`, ou un addok à soi. Le formulaire d’une fiche lui "
            "envoie alors l’adresse du lieu quand on le demande. Si rien n’est dit, rien n’est "
            "demandé.",
        ),
    ),
    menu=(
        MenuEntry(
            "wiki.sheets.kinds",
            "Genres de fiches",
            May.SHAPE,
            "admin",
            "columns",
            group="Réglages",
            says="Ce que l’on demande d’un lieu, d’une organisation… ; et les valeurs à reprendre.",
            waits="queries.misfits:number",
        ),
        MenuEntry(
            "wiki.sheets.corrections",
            "Corrections proposées",
            May.REVIEW,
            "more",
            "list-checks",
            group="Contenu",
            says="Ce que des lieux disent d’eux-mêmes, à relire avant que rien ne change.",
            waits="queries.corrections:waiting_number",
        ),
    ),
    personal="service.personal:PERSONAL",
    wording="wording:SENTENCES",
)
