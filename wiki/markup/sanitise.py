"""The second wall: whatever the renderer made, only listed tags and attributes leave here.

Two readers share one list. `canonical` reads HTML exactly as `elements` spells it, in linear time;
what it accepts is already clean and leaves unchanged. Anything else goes through bleach, which is
slow (quadratic in siblings) and therefore gets pieces of bounded size; a larger piece is shown as
text. `tests/markup/test_sanitise.py` holds bleach against `canonical` as an oracle.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from bleach.sanitizer import Cleaner

from wiki.markup.elements import escape
from wiki.markup.urls import SCHEMES, outside_host, safe_url

#: Largest piece given to bleach, in characters, and most tags in it.
MAX_PIECE = 20_000
MAX_TAGS = 500
#: Longest attributes of which the verdict is kept, in characters.
MAX_KNOWN = 300
#: What every link out of the site says to browsers and search engines.
REL = "noopener nofollow ugc"
#: The same of a link to the page itself in another language.
REL_ALTERNATE = f"alternate {REL}"

VOID = frozenset({"br", "hr", "img", "input"})
_TAG_NAMES = (
    "a abbr blockquote cite code dd del div dl dt em figcaption figure h2 h3 h4 h5 h6 ins li "
    "mark nav ol p pre section span strong sub sup table tbody td th thead tr ul"
)
TAGS = VOID | frozenset(_TAG_NAMES.split())
_CLASS_NAMES = (
    "admonition admonition-title align-center align-left align-right anchor attention astuce boxed "
    "credit danger external file-note footnote-back footnote-ref footnotes heading include "
    "interwiki member-link missing-note note notice other-languages page-link red-link "
    "refused-link source-note table task task-list term toc video video-load video-notice"
)
CLASSES = frozenset(_CLASS_NAMES.split())

_LANGUAGE = re.compile(r"language-[a-z0-9+#-]{1,20}")
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}")
_ID = re.compile(r"s-[a-z0-9-]{1,120}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_TAG = re.compile(r"<(?:(/?)([a-z][a-z0-9]{0,9})((?: [a-z-]{1,20}(?:=\"[^\"<>]*\")?)*)>)?")
_ATTRIBUTE = re.compile(r" ([a-z-]{1,20})(?:=\"([^\"<>]*)\")?")


def clean(fragment: str) -> str:
    """`fragment` with nothing but the listed tags, attributes and addresses; the rest as text."""
    if canonical(fragment):
        return fragment
    if len(fragment) > MAX_PIECE or fragment.count("<") > MAX_TAGS:
        return f"<pre>{escape(fragment)}</pre>"
    cleaner = Cleaner(tags=TAGS - {"input"}, attributes=_bleach_allows, protocols=SCHEMES)
    cleaned: str = cleaner.clean(fragment)
    # bleach escapes "<" in texts and in attributes, so this is the start of an element.
    return cleaned.replace("<a ", f'<a rel="{REL}" ')


def canonical(fragment: str) -> bool:
    """Whether `fragment` is well-formed HTML in our spelling, all of it on the list."""
    open_tags: list[str] = []
    for closing, tag, attributes in _TAG.findall(fragment):
        if tag not in TAGS:
            return False
        if closing:
            if attributes or not open_tags or open_tags.pop() != tag:
                return False
        elif attributes and not _attributes_allowed(tag, attributes):
            return False
        elif tag not in VOID:
            if tag == "a" and "a" in open_tags:
                return False
            open_tags.append(tag)
    return not open_tags


def _attributes_allowed(tag: str, attributes: str) -> bool:
    if len(attributes) <= MAX_KNOWN:
        return _known(tag, attributes)
    return _all_allowed(tag, attributes)


def _all_allowed(tag: str, attributes: str) -> bool:
    names = set()
    for name, value in _ATTRIBUTE.findall(attributes):
        if name in names or not allowed(tag, name, html.unescape(value)):
            return False
        names.add(name)
    if tag == "input":
        return {"type", "disabled"} <= names
    return tag != "a" or "href" not in names or _rel_given(attributes)


#: A verdict holds for ever, and many elements have the same attributes.
_known = lru_cache(maxsize=4_096)(_all_allowed)


def _rel_given(attributes: str) -> bool:
    is_inside = 'href="http' not in attributes
    return is_inside or f'rel="{REL}"' in attributes or f'rel="{REL_ALTERNATE}"' in attributes


def allowed(tag: str, name: str, value: str) -> bool:
    """Whether `tag` may have the attribute `name` with that value (entities decoded)."""
    rule = _RULES.get(tag, {}).get(name) or _EVERYWHERE.get(name)
    return rule is not None and rule(value)


def _bleach_allows(tag: str, name: str, value: str) -> bool:
    return name != "rel" and allowed(tag, name, html.unescape(value))


def _address(value: str) -> bool:
    return safe_url(value) == value


def _picture(value: str) -> bool:
    return _address(value) and not value.startswith(("mailto:", "tel:"))


def _player(value: str) -> bool:
    return _address(value) and value.startswith("https://") and outside_host(value) is not None


def _classes(value: str) -> bool:
    return all(one in CLASSES or _LANGUAGE.fullmatch(one) for one in value.split(" "))


def _exactly(*values: str) -> Callable[[str], bool]:
    return lambda value: value in values


def _text(_value: str) -> bool:
    return True


def _language(value: str) -> bool:
    return _LANGUAGE_CODE.fullmatch(value) is not None


def _number(value: str) -> bool:
    return _NUMBER.fullmatch(value) is not None


_EVERYWHERE: Mapping[str, Callable[[str], bool]] = {
    "class": _classes,
    "id": lambda value: _ID.fullmatch(value) is not None,
}
_RULES: Mapping[str, Mapping[str, Callable[[str], bool]]] = {
    "a": {
        "href": _address,
        "title": _text,
        "rel": _exactly(REL, REL_ALTERNATE),
        "lang": _language,
        "hreflang": _language,
        "aria-label": _text,
        "data-player": _player,
    },
    "abbr": {"title": _text},
    "div": {"tabindex": _exactly("0")},
    "img": {
        "src": _picture,
        "alt": _text,
        "title": _text,
        "width": _number,
        "height": _number,
        "loading": _exactly("lazy"),
    },
    "input": {
        "type": _exactly("checkbox"),
        "disabled": _exactly(""),
        "checked": _exactly(""),
        "aria-label": _text,
    },
    "nav": {"aria-label": _text},
    "ol": {"start": _number},
    "section": {"aria-label": _text},
    "th": {"scope": _exactly("col")},
}
