"""Texts written to harm: addresses, elements and attributes, and the places to try them in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bleach.html5lib_shim import BleachHTMLParser

_SCHEMES = ("javascript", "vbscript", "data", "file", "blob", "feed", "view-source")
_BREAKS: tuple[str, ...] = (
    "",
    "\t",
    "\n",
    "\r",
    "&Tab;",
    "&#9;",
    "&#10;",
    "&NewLine;",
    "&#x0A;",
    "\u200b",
    "\u00ad",
)
_BREAKS += ("%09", "%0a", "\x01", "\ufeff", "\u2028", "\u202e")
_ENDS = ("alert(1)", "123", "//%0aalert(1)", "text/html,<script>alert(1)</script>", "`1`", "é")

ELEMENTS = (
    "<script>alert(1)</script>",
    "<script src=//mechant.example></script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<math><mi xlink:href=data:text/html,1>x</mi></math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<input type=submit formaction=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a id=location name=cookie href=#>x</a>",
    "<style>*{background:url(//mechant.example)}</style>",
    "<link rel=stylesheet href=//mechant.example>",
    "<meta http-equiv=refresh content='0;url=//mechant.example'>",
    "<base href=//mechant.example>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<video><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version=1?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "</p></div></body><script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    '" style="background:url(//mechant.example)" x="',
    "x` onload=`alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "&quot; onmouseover=&quot;alert(1)",
    "<b/onclick=alert(1)>",
    "<\x00script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "nodeffffffffffffffffffffffffffffffffx0x",
)
#: Where an address may be written. `U` is the address.
ADDRESS_PLACES = (
    "[x](U)",
    "[x](<U>)",
    "[x](U 'titre')",
    "![x](U)",
    "![x](<U>)",
    "[x]\n\n[x]: U",
    "![x][y]\n\n[y]: <U>",
    "<U>",
    "U",
    "[[U]]",
    "[[U|x]]",
    "[[movilab:U]]",
    "[[#U]]",
    ":::{figure U}\n:légende: x\n:::",
    ":::{figure}U\n:::",
    ":::{vidéo U}",
    ":::{inclure U}",
    ":::{inconnu U}\n:::",
    "| a |\n|---|\n| [x](U) |",
    "- [x](U)\n- [ ] [x](<U>)",
    "[^1]\n\n[^1]: [x](U)",
    "*[x]: U\n\nx",
    "Terme\n: [x](U)",
    "## [x](U)",
)
#: Where a piece of HTML may be written. `E` is the piece.
ELEMENT_PLACES = (
    "E",
    "a E b",
    "# E",
    "E\n===",
    "- E\n- [ ] E",
    "> E",
    "| E | E |\n|---|---|\n| E | [[E|E]] |",
    "`E`",
    "```E\nE\n```",
    "    E",
    "[E](/x)",
    "[x](/x 'E')",
    '[x](/x "E")',
    "[x](/E)",
    "![E](/files/x.png)",
    "![x](/files/x.png 'E')",
    "![x](/files/E)",
    "[[E]]",
    "[[x|E]]",
    "[[x#E]]",
    "[[#E|E]]",
    "[[movilab:E]]",
    "*[E]: E\n\nE",
    "*[x]: E\n\nx",
    "[^1]\n\n[^1]: E",
    "[^E]\n\n[^E]: x",
    "Terme E\n: E",
    "**E** ~~E~~ ==E== ^^E^^ ^E^ ~E~",
    ":::{note} E\nE\n:::",
    ":::{E}\nE\n:::",
    ":::{inconnu E}\n:E: E\n:::",
    ":::{figure /files/x.png}\n:alt: E\n:légende: E\n:crédit: E\n:licence: E\n\nE\n:::",
    ":::{figure /files/E}\n:::",
    ":::{vidéo https://youtu.be/abc}\n:titre: E\n:crédit: E\n:::",
    ":::{vidéo https://youtu.be/E}\n:::",
    ":::{inclure E}",
    ":::{sommaire E}\n\n## E {#E}",
    "<E>",
    "https://exemple.org/E",
    "<https://exemple.org/E>",
    "![x][E]\n\n[E]: /E 'E'",
)


def addresses() -> Iterator[str]:
    """Addresses that must never be followed."""
    for scheme in _SCHEMES:
        for end in _ENDS:
            yield f"{scheme}:{end}"
        yield f"{scheme.upper()}:alert(1)"
        yield f" {scheme}:alert(1)"
        yield f"{scheme}&colon;alert(1)"
        yield f"{scheme}&#58;alert(1)"
        yield f"{scheme}%3Aalert(1)"
        yield f"\\{scheme}:alert(1)"
        yield "".join(f"&#{ord(letter)};" for letter in scheme) + ":alert(1)"
        yield "".join(f"&#x{ord(letter):X};" for letter in scheme) + "&#x3A;alert(1)"
        for gap in _BREAKS:
            yield f"{scheme[:4]}{gap}{scheme[4:]}:alert(1)"
            yield f"{gap}{scheme}{gap}:alert(1)"
    yield from (
        "//mechant.example",
        "///mechant.example",
        "/\\mechant.example",
        "\\\\mechant.example",
    )
    yield from ("/%09/mechant.example", "/\t/mechant.example", "/&Tab;/mechant.example")
    yield from ("https:mechant.example", "https:/mechant.example", "https:\\\\mechant.example")
    yield from ("https://pomerol.example@mechant.example", "https://a:b@mechant.example/")
    yield from ("http://[::1", "https://mechant.example:port/", "https://", "http:///x")


def faults(html: str) -> list[str]:
    """What a browser could be harmed by in `html`, read as a browser reads it."""
    parser = BleachHTMLParser(
        tags=None, strip=False, consume_entities=True, namespaceHTMLElements=False
    )
    found: list[str] = []
    for element in parser.parseFragment(html).iter():
        if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT":
            found.extend(_element_faults(element))
    return found


_TAG_NAMES = (
    "a abbr blockquote br code dd del div dl dt em figcaption figure h2 h3 h4 h5 h6 hr img input "
    "ins li mark nav ol p pre section span strong sub sup table tbody td th thead tr ul"
)
_ATTRIBUTE_NAMES = (
    "alt aria-label checked class data-player disabled height href id loading rel scope src start "
    "tabindex title type width"
)


def _element_faults(element: Element) -> Iterator[str]:
    tag, attributes = element.tag, element.attrib
    if tag not in _TAG_NAMES.split():
        yield f"<{tag}>"
    for name, value in attributes.items():
        if name not in _ATTRIBUTE_NAMES.split():
            yield f"<{tag} {name}>"
        if name in ("href", "src", "data-player") and (why := _address_fault(value)):
            yield f"<{tag} {name}={value!r}>: {why}"
    if tag == "img" and not attributes.get("src", "/files/").startswith("/files/"):
        yield "an image from elsewhere"
    if tag == "input" and (attributes.get("type"), "disabled" in attributes) != ("checkbox", True):
        yield "a live input"
    if not attributes.get("id", "s-").startswith("s-"):
        yield f"id {attributes['id']!r}"
    if tag == "a" and attributes.get("href", "").startswith("http") and "rel" not in attributes:
        yield "a link out without rel"


def _address_fault(value: str) -> str:
    """A second opinion on addresses, written apart from the code under test."""
    bare = re.sub(
        r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]", "", value
    )
    scheme = re.match(r"(?i)([a-z][a-z0-9+.-]*):", bare)
    if bare.startswith(("//", "\\", "/\\")):
        return "another host"
    if scheme and scheme[1].lower() not in ("http", "https", "mailto", "tel"):
        return "scheme"
    if re.match(r"(?i)https?:", bare) and not re.match(
        r"(?i)https?://[^@/?#\\:]+(:\d*)?([/?#]|$)", bare
    ):
        return "host"
    return ""
