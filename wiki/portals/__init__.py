"""Portals: pages made of blocks, the home page first, that forms arrange."""

from wiki.kernel.subject import Subject

subject = Subject(
    "portals",
    blueprint="views:blueprint",
    directives="directives:HANDLERS",
    slots={
        "home.default": "views.slots:default",
        "home.head": "views.slots:looks",
        "page.actions": "views.slots:button",
        "page.menu": "views.slots:menu",
    },
    listeners=("listeners:connect",),
    wording="wording:SENTENCES",
    has_models=False,
)
