"""The home page: what it shows until it is arranged, its form, what its blocks say and when."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import place
from wiki.kernel import clock
from wiki.pages.queries import pages
from wiki.pages.queries.history import history
from wiki.pages.service.protect import protect
from wiki.pages.service.save import Edit, save
from wiki.pages.service.turn_back import undo
from wiki.schema.sheet import Sheet
from wiki.upkeep.service import care, day

AT = "/portals/Accueil"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
Ask = Callable[..., Any]
SignIn = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def write(ask: Ask) -> Callable[..., Any]:
    def write_(title: str, body: str | None, sheet: Sheet | None = None) -> Any:
        def inside() -> Any:
            found = pages.find(title)
            edit = Edit(title, body, found.head if found else 0, sheet=sheet)
            return save(people.make("alice"), edit).page

        return ask(inside)

    return write_


def _blocks(html: str) -> list[str]:
    return re.findall(r'portal-arranged-name"><strong>([^<]*)', html)


def _press(client: FlaskClient, deed: str, name: str = "", **typed: str) -> Any:
    shown = client.get(AT).text
    base = re.search(r'name="base" value="(\d+)"', shown)
    assert base
    if name:
        found = re.search(rf'value="({deed}:[^"]+)">(?:(?!</button>).)*{name}', shown, re.DOTALL)
        assert found, (deed, name)
        deed = found[1]
    return people.post(client, AT, do=deed, base=base[1], **typed)


def _text(ask: Ask) -> str:
    return str(ask(lambda: pages.body(pages.get("Accueil"))))


def test_a_wiki_shows_a_home_before_anybody_writes_it(
    sign_in: SignIn, write: Callable[..., Any], ask: Ask
) -> None:
    write("Le quai", "Un mot.\n")
    charlie = sign_in("charlie")
    home = charlie.get("/wiki/Accueil").text
    assert "Ce qui vient de changer" in home
    assert '<a href="/wiki/Le_quai">' in home
    answer = _press(charlie, "up", "À l’agenda")
    assert answer.status_code == 303
    assert answer.location.endswith("#bloc-1")
    assert _text(ask).startswith("::::{bloc À l’agenda}\n:largeur: moitié\n")
    assert 'class="portal-block portal-half"' in charlie.get("/wiki/Accueil").text


def test_each_deed_is_a_version_that_history_undoes(
    sign_in: SignIn, write: Callable[..., Any], ask: Ask
) -> None:
    write("Accueil", "Bonjour.\n\n## Guides\n\nUn texte.\n")
    charlie = sign_in("charlie")
    _press(charlie, "add", block="word", title="Un mot", half="1")
    shown = charlie.get(AT).text
    assert _blocks(shown) == ["Bonjour.", "Guides", "Un mot"]
    _press(charlie, "hide", "Guides")
    assert "Un texte." not in charlie.get("/wiki/Accueil").text
    assert "Un texte." in _text(ask)
    _press(charlie, "remove", "Un mot")
    assert "mot-du-jour" not in _text(ask)
    lines = ask(lambda: history(pages.get("Accueil")).rows)
    said = [one.summary for one in lines]
    assert said[:3] == [
        "Retire le bloc « Un mot »",
        "Masque le bloc « Guides »",
        "Ajoute le bloc « Un mot »",
    ]
    uid = ask(lambda: pages.get("Accueil").uid)
    ask(lambda: undo(people.make("alice"), uid, 4))
    assert _blocks(charlie.get(AT).text) == ["Bonjour.", "Guides", "Un mot"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"block": ""}, "Choisissez ce que montre le bloc."),
        ({"block": "featured", "of": "Nulle part"}, "Aucune page ne s’appelle « Nulle part »"),
        ({"block": "page", "of": "}\n:::"}, "Aucune page ne s’appelle"),
        ({"block": "text", "of": " "}, "Écrivez le texte du bloc."),
        ({"block": "text", "of": "```\nouvert"}, "qui avalerait le reste"),
        ({"block": "query", "of": "un mot"}, "Collez une seule liste"),
        ({"block": "query", "of": ":::{note}\nnon\n:::"}, "Collez une seule liste"),
        ({"block": "word", "title": "a}b"}, "sans accolades"),
    ],
)
def test_refuses_what_a_block_could_not_hold_and_keeps_what_was_typed(
    sign_in: SignIn, write: Callable[..., Any], ask: Ask, typed: dict[str, str], says: str
) -> None:
    write("Accueil", "Bonjour.\n")
    answer = _press(sign_in("charlie"), "add", **typed)
    assert answer.status_code == 422
    text = answer.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert says in text
    assert all(one.strip() in text.replace("&#34;", '"') for one in typed.values())
    assert _text(ask) == "Bonjour.\n"


def test_a_page_that_changed_meanwhile_is_shown_as_it_is(
    sign_in: SignIn, write: Callable[..., Any], ask: Ask
) -> None:
    write("Accueil", "Bonjour.\n\n## Un\n\nUn.\n\n## Deux\n\nDeux.\n")
    charlie = sign_in("charlie")
    shown = charlie.get(AT).text
    deed = re.search(r'value="(up:[^"]+)">(?:(?!</button>).)*Deux', shown, re.DOTALL)
    assert deed
    write("Accueil", "Bonsoir.\n\n## Un\n\nUn.\n\n## Deux\n\nDeux.\n")
    assert people.post(charlie, AT, do=deed[1], base="1").status_code == 303
    assert _blocks(charlie.get(AT).text) == ["Bonsoir.", "Deux", "Un"]
    assert people.post(charlie, AT, do="up:rien-1", base="1").status_code == 409
    assert people.post(charlie, AT, do="fly", base="1").status_code == 409


def test_who_may_not_edit_the_page_does_not_arrange_it(
    sign_in: SignIn, write: Callable[..., Any], ask: Ask, client: FlaskClient
) -> None:
    uid = write("Accueil", "Bonjour.\n").uid
    assert AT in sign_in("charlie").get("/wiki/Accueil").text
    assert AT not in client.get("/wiki/Accueil").text
    assert client.get(AT).status_code == 403
    ask(lambda: protect(people.make("bob"), uid, "moderators"))
    assert sign_in("charlie").get(AT).status_code == 403
    assert sign_in("bob").get(AT).status_code == 200
    assert sign_in("bob").get("/portals/Une_autre").status_code == 404


def test_what_blocks_gather_is_never_stale(
    client: FlaskClient, write: Callable[..., Any], ask: Ask
) -> None:
    """Each block says what is, at the very next reading, on both engines."""
    names = ("nouveaux-lieux", "mot-du-jour", "à-faire", "chartes", "à-la-une La halle")
    write("Accueil", "\n\n".join(f"::::{{bloc}}\n\n:::{{{one}}}\n:::\n::::" for one in names))

    def home() -> str:
        return client.get("/wiki/Accueil").text.replace("\u00a0", " ").replace("\u202f", " ")

    assert "Aucun lieu pour l’instant." in home()
    assert "Aucun mot n’est encore défini." in home()
    assert "Aucune page ne s’appelle « La halle »." in home()
    halle = write("La halle", "Voir [[Le four]].\n", place(name="La halle"))
    write("Le lavoir", "", place(name="Le lavoir"))
    assert home().index(">Le lavoir</a>") < home().index(">La halle</a>")
    assert "Voir Le four." in home()
    assert "1 page demandée à écrire" in home()
    for word in ("Coworking", "Fablab"):
        definition = f"Ce qu’est {word}."
        write(word, "", Sheet("term", {"name": word, "definition": definition}))
    said = [word for word in ("Coworking", "Fablab") if f"Ce qu’est {word}." in home()]
    assert len(said) == 1
    asked = care.Asked("reread", "2026-12-01")
    ask(lambda: care.mark(people.make("alice"), halle.uid, asked))
    assert "1 page à relire" in home()
    with clock.stopped_at(NOW + timedelta(days=1)):
        ask(lambda: day.look(clock.now().date().isoformat()))
        assert f"Ce qu’est {said[0]}." not in home()
