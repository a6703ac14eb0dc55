"""A text in a plain letter: what it says, without marks, whole addresses beside the words."""

from __future__ import annotations

from wiki.markup import Link, parse
from wiki.markup.plain import plain

TEXT = """\
# Un *titre* &amp; plus

Dites-nous **où vous en êtes**, voir [le site](https://exemple.fr/a_b),
<https://exemple.fr> ou [[Pomerol|ici]][^1] et `code_x`.  \n![La salle](/files/x.jpg)

1. un
   - [x] fait
   - [ ] à faire
2. deux

> Cité
> encore

| a | b |
|---|---|
| 1 | **2** |

```
x = 1
```

:::{note} Attention
Du *texte*.
:::

Terme
: sa définition

[mail](mailto:a@exemple.fr) [rien](javascript:1)

[^1]: La note.
"""
SAID = """\
Un titre & plus

Dites-nous où vous en êtes, voir le site (https://exemple.fr/a_b),
https://exemple.fr ou ici (https://w.fr/Pomerol)[1] et code_x.
La salle (https://w.fr/files/x.jpg)

1. un
   - [x] fait
   - [ ] à faire
2. deux

> Cité
> encore

a | b
1 | 2

    x = 1

Du texte.

Terme
sa définition

mail (a@exemple.fr) rien

[1] La note.\
"""


def said(text: str) -> str:
    """A text in a letter of the wiki at w.fr."""

    def whole(url: str) -> str:
        return f"https://w.fr{url}" if url.startswith("/") else url

    def whole_link(link: Link) -> str:
        return f"https://w.fr/{link.target}"

    return plain(parse(text), whole, whole_link)


def test_a_letter_says_what_a_text_says() -> None:
    assert said(TEXT) == SAID


def test_what_is_too_much_is_said_as_it_is() -> None:
    assert said(">" * 500 + " a").endswith("a")
    assert said("") == ""
