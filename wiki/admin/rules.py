"""The look of a site: its tokens as a stylesheet, and what stays readable."""

from __future__ import annotations

from collections.abc import Mapping

from wiki.kernel.errors import Invalid

#: Settings that are tokens of the stylesheet: name -> custom property.
TOKENS = {
    "accent": "--wiki-accent",
    "on_accent": "--wiki-on-accent",
    "background": "--wiki-background",
    "surface": "--wiki-surface",
    "text": "--wiki-text",
    "radius": "--wiki-radius",
}
#: Least contrast of a text with what is behind it (WCAG 2.2, 1.4.3).
LEAST_CONTRAST = 4.5
#: Pairs that are read one on the other: (in front, behind).
_READ_ON = (
    ("on_accent", "accent"),
    ("accent", "background"),
    ("accent", "surface"),
    ("text", "background"),
    ("text", "surface"),
)


def stylesheet(values: Mapping[str, str], defaults: Mapping[str, str]) -> str:
    """The tokens that differ from the product's own, as CSS; "" when none does."""
    own = [
        f"{token}:{values[name]}"
        for name, token in TOKENS.items()
        if values[name] != defaults[name]
    ]
    return f":root{{{';'.join(own)}}}\n" if own else ""


def check_contrast(values: Mapping[str, str]) -> None:
    """Refuse colours on which a text could not be read. Raises `Invalid` for the one in front."""
    for front, behind in _READ_ON:
        found = contrast(values[front], values[behind])
        if found < LEAST_CONTRAST:
            raise Invalid(
                "colours_too_close", field=front, front=values[front], behind=values[behind]
            )


def contrast(one: str, other: str) -> float:
    """The contrast of two colours written `#rrggbb`, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
