"""The dead links over HTTP: what each line says, and who may do what about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.kernel import clock
from wiki.kernel.db import act, release_reading
from wiki.pages.models import Page
from wiki.upkeep.models import OutsideAddress
from wiki.upkeep.outside import DEAD

Write = Callable[..., Page]
SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def kill(app: Flask) -> Callable[..., int]:
    """Gives ``kill(address, **values)``: the address is dead, for the reason given; its id."""

    def kill_(address: str, **values: object) -> int:
        with app.app_context():
            said = {"state": DEAD, "status": 404, "failing_since": clock.now()} | values
            with act() as session:
                query = sa.select(OutsideAddress).where(OutsideAddress.address == address)
                found = session.scalars(query).one()
                for name, value in said.items():
                    setattr(found, name, value)
                number = found.id
            release_reading()
            return number

    return kill_


def test_the_upkeep_leads_to_the_dead_links(
    client: FlaskClient, write: Write, kill: Callable[..., int]
) -> None:
    write("Un", "https://exemple.fr/\n")
    assert "Aucun lien externe n’est mort." in client.get("/upkeep/dead-links").text
    kill("https://exemple.fr/")
    shown = client.get("/upkeep").text
    card = shown[shown.index("/upkeep/dead-links") :]
    assert '<span class="badge">1</span>' in card[: card.index("</li>")]


def test_a_line_says_what_happened_where_and_what_can_be_done(
    client: FlaskClient, write: Write, kill: Callable[..., int]
) -> None:
    for title in ("Un", "Deux", "Trois", "Quatre"):
        write(title, "https://exemple.fr/a_b\n")
    kill("https://exemple.fr/a_b")
    shown = client.get("/upkeep/dead-links").text
    assert "La page n’y est plus (réponse 404)" in shown
    assert '<a class="tend-title" href="https://exemple.fr/a_b"' in shown
    for title in ("Un", "Deux", "Trois"):
        assert f'<a href="/wiki/{title}">{title}</a>' in shown
    assert "Quatre" not in shown
    assert "et d’autres pages" in shown
    archive = f"https://web.archive.org/web/{clock.now():%Y%m%d}000000*/https://exemple.fr/a_b"
    assert archive in shown
    assert "Vérifier de nouveau" not in shown
    assert "Ignorer" not in shown


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"status": None, "reason": "unknown_host"}, "Le nom du site n’existe plus"),
        ({"status": None, "reason": "certificate"}, "Le certificat du site n’est pas valable"),
        ({"status": 500}, "Le serveur est en panne (réponse 500)"),
        ({"status": 400}, "Le serveur refuse (réponse 400)"),
        ({"status": 302, "reason": "redirects"}, "Le site renvoie sans fin"),
    ],
)
def test_what_happened_is_said_in_words(
    client: FlaskClient,
    write: Write,
    kill: Callable[..., int],
    values: dict[str, object],
    sentence: str,
) -> None:
    write("Un", "https://exemple.fr/\n")
    kill("https://exemple.fr/", **values)
    assert sentence in client.get("/upkeep/dead-links").text


def test_a_moderator_leaves_a_link_alone_and_takes_it_again(
    sign_in: SignIn, write: Write, kill: Callable[..., int]
) -> None:
    write("Un", "https://exemple.fr/\n")
    number = kill("https://exemple.fr/")
    client = sign_in("bob")
    answer = people.post(client, f"/upkeep/dead-links/{number}/ignore", ignored="1")
    assert (answer.status_code, answer.location) == (303, "/upkeep/dead-links")
    assert "Aucun lien externe n’est mort." in client.get("/upkeep/dead-links").text
    shown = client.get("/upkeep/dead-links?ignored=1").text
    assert "https://exemple.fr/" in shown
    assert "Reprendre" in shown
    answer = people.post(client, f"/upkeep/dead-links/{number}/ignore", ignored="0")
    assert answer.location == "/upkeep/dead-links?ignored=1"
    assert "Aucun lien n’est laissé de côté." in client.get("/upkeep/dead-links?ignored=1").text


def test_a_member_asks_for_a_link_to_be_checked_again(
    make_app: Callable[..., Flask], sign_in: SignIn, write: Write, kill: Callable[..., int]
) -> None:
    write("Un", "https://exemple.fr/\n")
    number = kill("https://exemple.fr/")
    client = sign_in("charlie")
    assert "Vérifier de nouveau" not in client.get("/upkeep/dead-links").text
    refused = people.post(client, f"/upkeep/dead-links/{number}/check")
    assert refused.status_code == 422
    assert "ne vérifie pas ses liens externes" in refused.text
    client.application.extensions["wiki"].options |= {
        "WIKI_CHECK_LINKS": True,
        "WIKI_PUBLIC_URL": "https://wiki.exemple.fr",
    }
    assert "Vérifier de nouveau" in client.get("/upkeep/dead-links").text
    answer = people.post(client, f"/upkeep/dead-links/{number}/check")
    assert (answer.status_code, answer.location) == (303, "/upkeep/dead-links?asked=1")
    assert "sera vérifié de nouveau" in client.get("/upkeep/dead-links?asked=1").text


def test_refuses_those_who_may_not(
    sign_in: SignIn, client: FlaskClient, write: Write, kill: Callable[..., int]
) -> None:
    write("Un", "https://exemple.fr/\n")
    number = kill("https://exemple.fr/")
    assert people.post(sign_in("dora"), f"/upkeep/dead-links/{number}/check").status_code == 403
    assert people.post(sign_in("charlie"), f"/upkeep/dead-links/{number}/ignore").status_code == 403
    assert people.post(sign_in("bob"), "/upkeep/dead-links/999/ignore").status_code == 404
    assert client.get("/upkeep/dead-links?before=x").status_code in (200, 400)


def test_the_list_goes_on(client: FlaskClient, write: Write, app: Flask) -> None:
    write("Un", "".join(f"https://exemple.fr/{n:02}\n\n" for n in range(60)))
    with app.app_context():
        with act() as session:
            session.execute(sa.update(OutsideAddress).values(state=DEAD, status=404))
        release_reading()
    first = client.get("/upkeep/dead-links").text
    assert "https://exemple.fr/59" in first
    assert "https://exemple.fr/09<" not in first
    following = first[first.index('class="pager"') :].split('href="')[1].split('"')[0]
    assert "https://exemple.fr/09<" in client.get(following).text
