"""Variants: pages that adapt another one, and may take what it became since."""

from wiki.kernel.permissions import May
from wiki.kernel.subject import MenuEntry, Subject

subject = Subject(
    "variants",
    blueprint="views:blueprint",
    kept={"variants": "listeners:VARIANTS"},
    listeners=("listeners:connect",),
    slots={
        "page.menu": "views.slots:menu",
        "page.top": "views.slots:origin",
        "page.bottom": "views.slots:adapted",
    },
    menu=(MenuEntry("wiki.variants.listing", "Variantes", May.READ, "more", "copy"),),
    wording="wording:SENTENCES",
)
