"""What is sent to do harm: refused with a sentence, or served so that nothing in it can act."""

from __future__ import annotations

import io
import struct
import zlib

from flask.testing import FlaskClient
from PIL import Image

from tests import people
from tests.files import images

SCRIPT = b"<script>alert(document.domain)</script>"
GIF = b"GIF89a/*" + SCRIPT + b"*/=1;//"


def _gif_with_script() -> bytes:
    """A whole GIF that ends as a page."""
    return images.image("GIF") + b"<html>" + SCRIPT


def _png_with(name: bytes, data: bytes) -> bytes:
    """A whole PNG with one chunk more, and a page after its end."""
    whole = images.image("PNG")
    chunk = struct.pack(">I", len(data)) + name + data
    chunk += struct.pack(">I", zlib.crc32(name + data))
    return whole[:33] + chunk + whole[33:] + SCRIPT


def _jpeg_with_script() -> bytes:
    """A JPEG whose author is a script, with an archive after its end."""
    exif = Image.Exif()
    exif[images.ARTIST] = SCRIPT.decode()
    return images.image("JPEG", exif=exif) + b"PK\x03\x04" + SCRIPT


#: Name -> what is under it, all of which is refused.
REFUSED = {
    "dessin.svg": images.SVG,
    "dessin.png": b'<?xml version="1.0"?>' + images.SVG,
    "page.html": images.HTML,
    "page.pdf": b"\n \n" + images.HTML,
    "page.pdf.html": SCRIPT + images.PDF,
    "animation.gif": GIF,
    "coupee.png": images.image("PNG", (400, 300))[:120],
    "bombe.png": images.png_claiming(30_000, 30_000),
    "etroite.png": images.png_claiming(2**31 - 1, 1),
    "texte.png": _png_with(b"zTXt", b"k\0\0" + zlib.compress(b" " * 20_000_000, 9)),
    "feuille.css": b"body { background: url(//exemple.fr) }",
    "script.js": b"alert(1)",
    "archive.zip": b"PK\x03\x04" + b"\0" * 100,
    "programme.jpg": b"MZ" + b"\0" * 200,
    "rien.png": b"\0" * 500,
}
#: Name -> what is under it, and the name under which it is served.
SERVED = {
    "finit-en-page.gif": (_gif_with_script(), "finit-en-page.gif"),
    "photo.php.jpg": (_jpeg_with_script(), "photo.php.jpg"),
    "page.html": (_png_with(b"tEXt", b"k\0" + SCRIPT), "page.png"),
    "../../../etc/passwd": (images.image(colour="navy"), "passwd.png"),
    "..\\..\\windows\\win.ini": (images.image(colour="gold"), "windowswin.png"),
    "<script>.png": (images.image(colour="pink"), "script.png"),
    "facture\u202egnp.exe": (images.image(colour="red"), "facture-gnp.png"),
    "Set-Cookie: a=b.pdf": (images.PDF + b"%" + SCRIPT + b"\n", "Set-Cookie-a-b.pdf"),
    ".htaccess": (images.image(colour="tan"), "htaccess.png"),
}


def _send(client: FlaskClient, name: str, data: bytes, token: str) -> tuple[int, dict[str, str]]:
    form = {"file": (io.BytesIO(data), name), "csrf_token": token}
    answer = client.post("/files", data=form, headers={"Accept": "application/json"})
    return answer.status_code, answer.get_json()


def test_what_is_no_picture_and_no_document_is_refused(client: FlaskClient) -> None:
    people.sign_in(client, client.application, "charlie")
    token = people.csrf(client)
    for name, data in REFUSED.items():
        status, told = _send(client, name, data, token)
        assert status == 422, name
        assert told["detail"].endswith(("enregistré.", "nouveau.")), name
    assert 'class="file-tile"' not in client.get("/files").text


def test_what_is_served_cannot_act(client: FlaskClient) -> None:
    people.sign_in(client, client.application, "charlie")
    token = people.csrf(client)
    for name, (data, served) in SERVED.items():
        status, told = _send(client, name, data, token)
        assert (status, told.get("name")) == (201, served), (name, told)
        answer = client.get(told["url"], buffered=True)
        headers = answer.headers
        assert headers["X-Content-Type-Options"] == "nosniff", name
        assert headers["Content-Type"] == told["media_type"], name
        assert headers["Content-Disposition"].startswith("inline; filename"), name
        assert "Set-Cookie" not in headers, name
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), name
        assert "script-src" not in policy, name
        assert policy.endswith("; sandbox") == (told["media_type"] != "application/pdf"), name
        if served.endswith((".png", ".jpg")):
            assert SCRIPT not in answer.data, name
        page = client.get(f"/files/{told['uid']}").text
        assert SCRIPT.decode() not in page, name


def test_a_size_that_lies_is_refused_at_once(client: FlaskClient) -> None:
    people.sign_in(client, client.application, "charlie")
    headers = {"X-CSRFToken": people.csrf(client), "Accept": "application/json"}
    for size in ("5000000000", "-1", "1e3", "0x10", "", "9" * 40):
        said = {"name": "film.pdf", "size": size}
        answer = client.post("/files/uploads", data=said, headers=headers)
        assert answer.status_code in (413, 422), size
        assert answer.get_json()["detail"].endswith("."), size
    answer = client.post(
        "/files",
        headers=headers,
        content_type="multipart/form-data; boundary=x",
        input_stream=io.BytesIO(b"x"),
        environ_overrides={"CONTENT_LENGTH": "5000000000"},
    )
    assert answer.status_code == 413
