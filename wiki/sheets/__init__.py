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
    jobs={
        "sheets.day": "service.day:look",
        "sheets.gather": "service.written:gather",
        "sheets.remind": "views.letters:write",
    },
    starts="service.day:begin",
    derivers=(
        Deriver(("wiki_fact",), "service.derive:rebuild"),
        Deriver(("wiki_written",), "service.written:rebuild"),
    ),
    wording="wording:SENTENCES",
)
