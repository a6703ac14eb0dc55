"""The files: images and documents that pages show or offer."""

from wiki.files.megabytes import judged
from wiki.kernel.permissions import May
from wiki.kernel.settings import Option, Setting
from wiki.kernel.subject import Deriver, MenuEntry, Subject, Work

subject = Subject(
    "files",
    blueprint="views:blueprint",
    listeners=("listeners:connect",),
    images="directives:image",
    file_links="directives:link",
    directives="directives:HANDLERS",
    named={"file": "queries:is_kept"},
    derivers=(
        Deriver(("wiki_file_use",), "service.uses:rebuild"),
        # The pages, below, name the tables of the search.
        Deriver((), "service.documents:rebuild"),
    ),
    checks="service.health:problems",
    jobs={
        "files.thumbnails": Work(
            "service.thumbnails:prepare", "Fichiers : préparer les miniatures d’une image"
        ),
        "files.document": Work("service.documents:prepare", "Fichiers : lire les mots d’un PDF"),
        "files.sweep": Work("service.pieces:sweep", "Fichiers : oublier les envois abandonnés"),
    },
    starts="service.pieces:begin_sweeping",
    options=(
        Option("WIKI_FILE_SIZE", 20_000_000, "Taille maximale d’un fichier, en octets.", int),
        Option(
            "WIKI_FILES_S3_BUCKET",
            "",
            "Compartiment d’un serveur S3 où garder les contenus des fichiers ; si rien n’est dit, "
            "le dossier `files` des données.",
        ),
        Option(
            "WIKI_FILES_S3_ENDPOINT",
            "",
            "Adresse du serveur S3, par exemple `https://s3.exemple.fr` ; celle d’Amazon si rien "
            "n’est dit.",
        ),
        Option("WIKI_FILES_S3_REGION", "us-east-1", "Région du compartiment."),
        Option("WIKI_FILES_S3_KEY", "", "Identifiant de la clé d’accès au serveur S3."),
        Option("WIKI_FILES_S3_SECRET", "", "Secret de la clé d’accès au serveur S3."),
        Option(
            "WIKI_FILES_S3_PREFIX",
            "",
            "Ce par quoi commencent les noms dans le compartiment, s’il sert à autre chose.",
        ),
    ),
    settings=(
        Setting(
            "files_per_member",
            "1000",
            "Place des fichiers d’un membre",
            "En mégaoctets, sans compter ce qui est à la corbeille ; rien : pas de limite.",
            group="Fichiers",
            check=judged,
        ),
        Setting(
            "files_in_all",
            "20000",
            "Place de tous les fichiers",
            "En mégaoctets, la corbeille et les versions d’avant comprises ; rien : pas de limite.",
            group="Fichiers",
            check=judged,
        ),
        Setting(
            "logo",
            "",
            "Logo",
            "Identifiant du fichier montré à côté du nom ; se choisit sur sa page.",
            group="Interne",
        ),
    ),
    menu=(
        MenuEntry("wiki.files.listing", "Fichiers", place="more", icon="folder"),
        MenuEntry(
            "wiki.files.taken",
            "Place des fichiers",
            May.DELETE,
            "admin",
            "gauge",
            group="Technique",
            says="La place que prennent les fichiers, et qui en a le plus envoyé.",
        ),
        MenuEntry(
            "wiki.files.logo_form",
            "Logo",
            May.MANAGE_SITE,
            "admin",
            "image",
            group="Réglages",
            says="L’image montrée à côté du nom du wiki.",
        ),
    ),
    slots={"upkeep.lists": "views.tended:waiting_list"},
    personal="service.personal:PERSONAL",
    wording="wording:SENTENCES",
)
