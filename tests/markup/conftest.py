"""What the markup tests share: a wiki of two pages, and the fixtures that anyone can read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from wiki.markup import Document, Included, LinkShown, PlainMeaning

FIXTURES = Path(__file__).parent / "fixtures"


@dataclass
class Village(PlainMeaning):
    """Pomerol and Libourne exist; `texts` holds what may be included."""

    texts: dict[str, Document] = field(default_factory=dict)

    def link(self, target: str) -> LinkShown:
        """Two pages exist."""
        shown = super().link(target)
        exists = target in ("Pomerol", "Libourne")
        return LinkShown(shown.href, exists, dependencies=shown.dependencies)

    def include(self, target: str) -> Included:
        """What `texts` holds; « Secret » is refused."""
        missing = super().include(target)
        if target == "Secret":
            return Included(missing.key, target, refusal="refused")
        if target not in self.texts:
            return missing
        return Included(
            missing.key,
            target,
            missing.href,
            self.texts[target],
            dependencies=missing.dependencies,
        )


@pytest.fixture
def village() -> Village:
    """A meaning where some pages exist, and the wikis of a few prefixes are known."""
    return Village(
        prefixes={
            "movilab": "https://movilab.example/wiki/",
            "en": "https://en.example/wiki/",
            "pt-br": "https://br.example/",
            "zz": "https://zz.example/",
        },
        languages={"en": "English", "pt-br": "Português do Brasil", "zz": "Zézé"},
    )


def cases(name: str) -> Iterator[tuple[str, str, str]]:
    """The cases of a fixture file: title, source, expected."""
    text = (FIXTURES / name).read_text(encoding="utf-8")
    for case in text.split("\n=== ")[1:]:
        title, _, rest = case.partition("\n")
        source, _, expected = rest.partition("\n>>>\n")
        yield title, source, expected.strip("\n")
