"""What a census published: how to cite it, its files, and whether a file is one of them."""

from __future__ import annotations

import json

from flask import Response, request, url_for

from wiki.census.frozen import FILES
from wiki.census.models import Dataset
from wiki.census.queries import datasets as queries
from wiki.census.views.blueprint import blueprint, require_census
from wiki.kernel.errors import Invalid, Missing
from wiki.site.queries import setting
from wiki.web.outside import outside
from wiki.web.room import takes
from wiki.web.templates import answer
from wiki.web.wording import sentence

#: Octets of a file that is verified.
LARGEST = 50_000_000
_NAMES = {"csv": "recensement.csv", "geojson": "recensement.geojson", "description": "dcat.jsonld"}


@blueprint.get("/census/data/<uid>", endpoint="dataset")
def show(uid: str) -> Response:
    """What it is, how to cite it, its files with their hashes."""
    return _page(_seen(uid))


@blueprint.get("/census/data/<uid>/<form>", endpoint="dataset_file")
def download(uid: str, form: str) -> Response:
    """One of its files, octet for octet as it was published."""
    found = _seen(uid)
    if form not in FILES:
        raise Missing("dataset_missing")
    response = Response(getattr(found, form).encode(), content_type=f"{FILES[form]}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{_NAMES[form]}"'
    response.headers["ETag"] = f'"{getattr(found, f"{form}_sha256")}"'
    if found.is_public:
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@blueprint.post("/census/data/<uid>/verify")
@takes(lambda: LARGEST + 100_000)
def verify(uid: str) -> Response:
    """Whether a file is one of those that were published."""
    found, sent = _seen(uid), request.files.get("file")
    if sent is None or not sent.filename:
        return _page(found, error=Invalid("dataset_file"))
    return _page(found, verified=queries.recognised(found, sent.stream.read(LARGEST + 1)) or "none")


def _seen(uid: str) -> Dataset:
    found = queries.dataset(uid)
    if not found.is_public:
        require_census()
    return found


def _page(found: Dataset, verified: str = "", error: Invalid | None = None) -> Response:
    described = json.loads(found.description)
    return answer(
        "census/dataset.html",
        error.status if error else 200,
        found=found,
        described=described,
        rate=described["census"]["response_rate"],
        url=outside(url_for(".dataset", uid=found.uid)),
        site=setting("name"),
        files=[
            (name, _NAMES[name], getattr(found, f"{name}_sha256"), len(getattr(found, name)))
            for name in FILES
        ],
        verified=verified,
        altered=queries.altered(found),
        errors={"file": sentence(error)} if error else {},
    )
