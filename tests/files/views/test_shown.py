"""Files over HTTP."""

from __future__ import annotations

import io

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.files import images
from tests.files.sending import HTML, JSON, browser, get, send, token
from wiki.files import queries
from wiki.kernel.permissions import SYSTEM
from wiki.pages.service.save import Edit, save
from wiki.site.service import change_settings


def test_the_editor_sends_a_file_and_is_told_how_to_show_it(charlie: FlaskClient) -> None:
    answer = send(charlie, images.image("PNG", (2000, 1000)), alt="Le plan", credit="Alice")
    assert answer.status_code == 201
    told = answer.get_json()
    uid = told["uid"]
    assert told == {
        "uid": uid,
        "name": "plan.png",
        "url": f"/files/{uid}/plan.png",
        "thumbnail_url": f"/files/{uid}/320/plan.png",
        "markdown": f"![Le plan](/files/{uid}/plan.png)",
        "size": told["size"],
        "media_type": "image/png",
        "width": 2000,
        "height": 1000,
    }
    assert answer.headers["Location"] == told["url"]


def test_a_person_without_javascript_lands_on_the_page_of_the_file(charlie: FlaskClient) -> None:
    answer = send(charlie, images.PDF, "Statuts 2014.pdf", HTML)
    assert answer.status_code == 303
    page = get(charlie, answer.headers["Location"])
    assert "Statuts-2014.pdf" in page.text
    assert "PDF – " in page.text


def test_a_file_is_served_so_that_nothing_in_it_can_act(charlie: FlaskClient) -> None:
    url = send(charlie, images.image("PNG")).get_json()["url"]
    answer = get(charlie, url)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"] == "inline; filename=plan.png"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in answer.headers
    assert "immutable" in get(charlie, f"{url}?v=1").headers["Cache-Control"]
    assert get(charlie, f"{url}?v=2").status_code == 404


def test_a_browser_that_has_the_file_is_not_sent_it_again(charlie: FlaskClient) -> None:
    url = send(charlie, images.image("PNG")).get_json()["url"]
    tag = get(charlie, url).headers["ETag"]
    assert get(charlie, url, If_None_Match=tag).status_code == 304


def test_a_part_of_a_file_can_be_asked_for(charlie: FlaskClient) -> None:
    url = send(charlie, images.PDF, "a.pdf").get_json()["url"]
    answer = get(charlie, url, Range="bytes=0-3")
    assert (answer.status_code, answer.data) == (206, b"%PDF")


def test_a_wrong_name_leads_to_the_right_one(charlie: FlaskClient) -> None:
    url = send(charlie, images.image("PNG")).get_json()["url"]
    answer = get(charlie, url.replace("plan.png", "other.html"))
    assert (answer.status_code, answer.headers["Location"]) == (301, url)


def test_a_thumbnail_is_served_as_such(charlie: FlaskClient) -> None:
    url = send(charlie, images.image("PNG", (2000, 1000))).get_json()["thumbnail_url"]
    answer = get(charlie, url)
    assert answer.headers["Content-Type"] == "image/webp"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_any_other_width_is_not_made(charlie: FlaskClient) -> None:
    url = send(charlie, images.image("PNG", (2000, 1000))).get_json()["thumbnail_url"]
    assert get(charlie, url.replace("/320/", "/321/")).status_code == 404


def test_a_form_from_elsewhere_is_refused(charlie: FlaskClient) -> None:
    form = {"file": (io.BytesIO(images.PDF), "a.pdf")}
    assert charlie.post("/files", data=form, headers=JSON).status_code == 403


def test_a_visitor_may_not_send(app: Flask, client: FlaskClient) -> None:
    assert get(client, "/files/new").status_code == 403


def test_a_private_wiki_shows_its_files_to_its_members_only(
    app: Flask, charlie: FlaskClient
) -> None:
    told = send(charlie, images.image("PNG", (2000, 1000))).get_json()
    with app.app_context():
        change_settings(SYSTEM, {"visibility": "private"})
    visitor = app.test_client()
    for url in (told["url"], told["thumbnail_url"], f"/files/{told['uid']}", "/files"):
        assert get(visitor, url).status_code == 403
    answer = get(charlie, told["url"])
    assert answer.status_code == 200
    assert "public" not in answer.headers["Cache-Control"]


def test_a_file_in_the_bin_is_there_for_the_moderation_only(
    app: Flask, charlie: FlaskClient
) -> None:
    told = send(charlie, images.image("PNG", (2000, 1000))).get_json()
    bob = browser(app, "bob")
    page = f"/files/{told['uid']}"
    refused = charlie.post(f"{page}/delete", data={"csrf_token": token(charlie)})
    assert refused.status_code == 403
    assert bob.post(f"{page}/delete", data={"csrf_token": token(bob)}).status_code == 303
    for url in (told["url"], told["thumbnail_url"], page):
        assert get(charlie, url).status_code == 404
        answer = get(bob, url)
        assert answer.status_code == 200
        assert "public" not in answer.headers["Cache-Control"]
    assert "plan.png" not in get(charlie, "/files").text
    assert get(charlie, "/files?bin=1").status_code == 403
    assert "plan.png" in get(bob, "/files?bin=1").text
    bob.post(f"{page}/restore", data={"csrf_token": token(bob)})
    assert get(charlie, told["url"]).status_code == 200


def test_what_is_said_about_a_file_can_be_changed(app: Flask, charlie: FlaskClient) -> None:
    told = send(charlie, images.image("PNG"), alt="avant").get_json()
    form = {"csrf_token": token(charlie), "alt": "après", "credit": "Bob", "licence": "CC0"}
    assert charlie.post(f"/files/{told['uid']}", data=form).status_code == 303
    with app.app_context():
        file = queries.get(told["uid"])
    assert (file.alt, file.credit, file.licence) == ("après", "Bob", "CC0")


def test_the_list_is_searched_without_regard_to_accents(charlie: FlaskClient) -> None:
    send(charlie, images.image("PNG"), "comptoir.png", alt="Le café associatif")
    send(charlie, images.image("PNG", (9, 9)), "plan.png")
    found = get(charlie, "/files?q=CAFE+associatif").text
    assert "comptoir.png" in found
    assert "plan.png" not in found
    assert "Aucun fichier ne correspond" in get(charlie, "/files?q=100%25").text


def test_a_list_without_files_says_what_to_do(charlie: FlaskClient) -> None:
    assert "Ajouter un fichier" in get(charlie, "/files").text


def test_a_page_shows_the_image_and_says_the_size_of_the_document(
    app: Flask, charlie: FlaskClient
) -> None:
    picture = send(charlie, images.image("PNG", (2000, 1000)), alt="Le plan").get_json()
    document = send(charlie, images.PDF, "Statuts.pdf").get_json()
    with app.app_context():
        body = f"{picture['markdown']}\n\nLire les [statuts](/files/{document['uid']}/x).\n"
        save(SYSTEM, Edit("Le Comptoir", body, 0))
    shown = app.test_client().get("/wiki/Le_Comptoir").text
    assert f'src="/files/{picture["uid"]}/1200/plan.png"' in shown
    assert 'alt="Le plan"' in shown
    assert f'href="/files/{document["uid"]}/Statuts.pdf"' in shown
    assert f"(PDF – {len(images.PDF)}\u00a0octets)" in shown
    assert "Le Comptoir" in get(charlie, f"/files/{picture['uid']}").text


def test_a_page_follows_its_file_into_the_bin_and_back(app: Flask, charlie: FlaskClient) -> None:
    told = send(charlie, images.image("PNG", (2000, 1000))).get_json()
    bob = browser(app, "bob")
    with app.app_context():
        save(SYSTEM, Edit("Le Comptoir", told["markdown"], 0))
    seen = [f"/files/{told['uid']}/1200/plan.png" in get(bob, "/wiki/Le_Comptoir").text]
    for act in ("delete", "restore"):
        bob.post(f"/files/{told['uid']}/{act}", data={"csrf_token": token(bob)})
        seen.append(f"/files/{told['uid']}/1200/plan.png" in get(bob, "/wiki/Le_Comptoir").text)
    assert seen == [True, False, True]


def test_the_logo_is_shown_to_everyone(app: Flask, client: FlaskClient) -> None:
    alice = browser(app, "alice")
    assert get(client, "/logo").status_code == 404
    form = {"file": (io.BytesIO(images.image("PNG")), "logo.png"), "csrf_token": token(alice)}
    assert alice.post("/admin/logo", data=form).status_code == 303
    with app.app_context():
        change_settings(SYSTEM, {"visibility": "private"})
    answer = get(client, "/logo")
    assert answer.headers["Content-Type"] == "image/webp"
    assert 'src="/logo"' in get(alice, "/admin/logo").text
    alice.post("/admin/logo", data={"remove": "1", "csrf_token": token(alice)})
    assert get(client, "/logo").status_code == 404


def test_a_document_cannot_be_the_logo(app: Flask) -> None:
    alice = browser(app, "alice")
    form = {"file": (io.BytesIO(images.PDF), "logo.pdf"), "csrf_token": token(alice)}
    assert alice.post("/admin/logo", data=form, headers=JSON).status_code == 422
    assert "logo.pdf" not in get(alice, "/files").text


def test_a_member_may_not_set_the_logo(charlie: FlaskClient) -> None:
    form = {"file": (io.BytesIO(images.image("PNG")), "a.png"), "csrf_token": token(charlie)}
    assert get(charlie, "/admin/logo").status_code == 403
    assert charlie.post("/admin/logo", data=form).status_code == 403


def test_a_file_in_pieces_goes_on_where_it_was_cut(charlie: FlaskClient, app: Flask) -> None:
    headers = JSON | {"X-CSRFToken": token(charlie)}
    said = {"name": "Plan.pdf", "size": str(len(images.PDF)), "alt": "Le plan"}
    begun = charlie.post("/files/uploads", data=said, headers=headers)
    assert begun.status_code == 201
    where = begun.headers["Location"]
    assert begun.get_json() == {"url": where, "offset": 0, "size": len(images.PDF), "piece": 10**6}

    def put(offset: object, data: bytes) -> TestResponse:
        return charlie.patch(where, data=data, headers=headers | {"Upload-Offset": str(offset)})

    first = put(0, images.PDF[:50])
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "50")
    asked = get(charlie, where)
    assert (asked.get_json()["offset"], asked.headers["Cache-Control"]) == (50, "no-store")
    wrong = put(0, images.PDF[:50])
    assert (wrong.status_code, wrong.get_json()["offset"]) == (409, 50)
    assert put("x", b"").status_code == 422
    told = put(50, images.PDF[50:])
    assert (told.status_code, told.get_json()["name"]) == (200, "Plan.pdf")
    assert told.get_json()["page"] == f"/files/{told.get_json()['uid']}"
    other = browser(app, "bob").get(where)
    assert other.status_code == 404


def test_a_file_of_five_gigabytes_is_refused_when_it_is_announced(charlie: FlaskClient) -> None:
    headers = JSON | {"X-CSRFToken": token(charlie)}
    said = {"name": "film.pdf", "size": "5000000000"}
    answer = charlie.post("/files/uploads", data=said, headers=headers)
    assert answer.status_code == 413
    assert "trop grand" in answer.get_json()["detail"]


def test_a_plain_form_takes_several(charlie: FlaskClient) -> None:
    files = [(io.BytesIO(images.image()), "a.png"), (io.BytesIO(images.HTML), "b.png")]
    form = {"file": [*files, (io.BytesIO(images.PDF), "c.pdf")], "csrf_token": token(charlie)}
    answer = charlie.post("/files", data=form, headers=HTML)
    assert answer.status_code == 200
    assert answer.text.count('href="/files/') >= 2
    assert "ni une image PNG" in answer.text
    listed = get(charlie, "/files").text
    assert "c.pdf" in listed
    assert "b.png" not in listed


def test_a_version_is_sent_read_and_taken_back(charlie: FlaskClient) -> None:
    url = send(charlie, images.image()).get_json()["url"]
    page = url.rpartition("/")[0]
    form = {"file": (io.BytesIO(images.image(colour="red")), "x.png"), "csrf_token": token(charlie)}
    assert charlie.post(f"{page}/versions", data=form).headers["Location"] == page
    assert get(charlie, url).data != get(charlie, f"{url}?v=1").data
    assert get(charlie, url).data == get(charlie, f"{url}?v=2").data
    assert "Version 2" in get(charlie, page).text
    form = {"csrf_token": token(charlie)}
    charlie.post(f"{page}/versions/1/restore", data=form)
    assert get(charlie, url).data == get(charlie, f"{url}?v=1").data


def test_what_no_page_uses_waits_in_the_upkeep(charlie: FlaskClient, app: Flask) -> None:
    send(charlie, images.image(), "seule.png")
    assert "seule.png" in get(charlie, "/upkeep/orphan-files").text
    assert "Fichiers orphelins" in get(charlie, "/upkeep").text
    assert get(charlie, "/files/room").status_code == 403
    room = get(browser(app, "bob"), "/files/room")
    assert "20" in room.text
    assert "charlie" in room.text
