"""The pages: text with a title, every revision kept."""

from wiki.kernel.permissions import May
from wiki.kernel.settings import Option, Setting, words
from wiki.kernel.subject import Deriver, MenuEntry, Subject, Work
from wiki.markup.video import HOSTS

subject = Subject(
    "pages",
    blueprint="views:blueprint",
    api="api:blueprint",
    listeners=("listeners:connect",),
    slots={
        "member.profile": "views.slots:contributions",
        "page.top": "views.pending:waiting_here",
        "drafts.more": "views.pending:mine_among_drafts",
        "error.actions": "views.pending:where_held",
        "page.reader": "views.reading:since_last_read",
        "comparison.title": "views.slots:comparison_title",
        "comparison.crumbs": "views.slots:comparison_crumbs",
        "comparison.body": "views.slots:comparison_body",
    },
    personal="service.personal:PERSONAL",
    wording="wording:SENTENCES",
    glossary="queries.terms:ABBREVIATIONS",
    jobs={
        "pages.blame": Work("service.blame:go_on", "Pages : chercher qui a écrit chaque mot"),
        "pages.pending": Work(
            "service.pending:publish_unread",
            "Pages : publier les modifications que personne n’a relues à temps",
        ),
        "pages.prefixes": Work(
            "service.neighbours:go_on", "Pages : refaire les liens vers un autre wiki"
        ),
        "pages.ready": Work("views.ready:make_ready", "Pages : les préparer pour qui les lira"),
        "pages.terms": Work("service.terms:go_on", "Pages : y expliquer les mots du glossaire"),
    },
    starts="views.ready:begin",
    checks="queries.integrity:problems",
    derivers=(
        Deriver((), "service.derive:rebuild_order"),
        Deriver(("wiki_link",), "service.derive:rebuild_links"),
        Deriver(("wiki_anchor",), "service.anchors:rebuild"),
        Deriver(("wiki_page_author",), "service.authors:rebuild"),
        Deriver(
            (
                "wiki_search_document",
                "wiki_search_name",
                "wiki_search_text",
                "wiki_search_word",
                "wiki_search_spelling",
            ),
            "service.searching:rebuild",
        ),
    ),
    menu=(
        MenuEntry("wiki.pages.changes", "Modifications récentes", icon="history"),
        MenuEntry("wiki.pages.new_page", "Nouvelle page", May.EDIT, "tools", "plus"),
        MenuEntry("wiki.pages.my_drafts", "Mes brouillons", May.EDIT, "tools", "draft"),
        MenuEntry("wiki.pages.review_queue", "À relire", May.REVIEW, "tools", "eye"),
        MenuEntry(
            "wiki.pages.pending",
            "Modifications en attente",
            May.REVIEW,
            "",
            "draft",
            group="Modération",
            says="Ce que les nouveaux membres écrivent, à relire avant que cela paraisse.",
            waits="queries.pending:waiting_number",
        ),
        MenuEntry(
            "wiki.pages.bin_",
            "Corbeille",
            May.DELETE,
            "admin",
            "bin",
            group="Modération",
            says="Les pages mises à la corbeille, à reprendre avec toute leur histoire.",
        ),
    ),
    settings=(
        Setting(
            "newcomer_review",
            "",
            "Relire d’abord ce qu’écrivent les nouveaux membres",
            "Ce qu’ils écrivent dans une page attend que deux membres, ou un référent, le "
            "confirment, tant qu’ils n’ont pas autant de modifications que d’autres ont gardées. "
            "Cela vaut aussi pour les visiteurs, là où ils écrivent.",
            kind="choice",
            choices=(
                ("", "Non"),
                ("1", "Une modification"),
                ("3", "Trois modifications"),
                ("5", "Cinq modifications"),
                ("10", "Dix modifications"),
                ("20", "Vingt modifications"),
            ),
            group="Modération",
        ),
        Setting(
            "newcomer_review_days",
            "7",
            "Ce que personne n’a relu paraît après",
            kind="choice",
            choices=(
                ("", "Jamais"),
                ("1", "Un jour"),
                ("3", "Trois jours"),
                ("7", "Une semaine"),
                ("14", "Deux semaines"),
            ),
            group="Modération",
        ),
    ),
    options=(
        Option(
            "WIKI_SAVES_PER_MINUTE",
            30,
            "Combien de fois par minute une même personne enregistre ; 0 : autant qu’elle veut.",
            int,
        ),
        Option(
            "WIKI_VIDEO_HOSTS",
            tuple(HOSTS),
            "Hôtes dont une vidéo peut être montrée dans une page, après un clic.",
            words,
        ),
    ),
)
