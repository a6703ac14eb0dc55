"""The sheets: what pages say in typed fields, whatever their kind."""

from wiki.kernel.subject import Deriver, Subject

subject = Subject(
    "sheets",
    blueprint="views:blueprint",
    listeners=("listeners:connect",),
    kinds="kinds:kinds",
    page_fields="views.page_fields:show",
    slots={
        "page.head": "views.slots:head",
        "page.top": "views.slots:sheet",
        "page.menu": "views.slots:menu",
        "comparison.sheet": "views.slots:comparison",
    },
    derivers=(Deriver(("wiki_fact",), "service.derive:rebuild"),),
    wording="wording:SENTENCES",
)
