"""Wikis with something in them, and what they hold."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.files import images
from wiki.discussions.service.drafts import keep_draft as keep_message
from wiki.discussions.spots import Spot, Unsent
from wiki.exchange.tables import BACKUP, carried
from wiki.files.rules import Description
from wiki.files.service import add, manage
from wiki.kernel.db import Base, Derived, act, reading, release_reading
from wiki.kernel.permissions import SYSTEM
from wiki.mail import service as mail
from wiki.pages.models import KeptAnswer, RenderedHtml, Rendering
from wiki.pages.queries import pages
from wiki.pages.service import bin as page_bin
from wiki.pages.service.drafts import keep_draft
from wiki.pages.service.redact import redact
from wiki.pages.service.save import Edit, save
from wiki.site.models import Stamp
from wiki.site.service import change_settings


def fill(app: Flask) -> None:
    """Pages with a history, files, settings, people, a draft, a mail that waits."""
    with app.app_context():
        alice, charlie = people.make("alice"), people.make("charlie")
        picture = add.add(charlie, add.Incoming("plan.png", images.image(), Description("Plan")))
        binned = add.add(charlie, add.Incoming("a.pdf", images.PDF))
        manage.delete(alice, binned.uid, "double")
        body = f"# Café\n\n![](/files/{picture.uid}/plan.png)\n\n[[Ailleurs]]\n"
        save(alice, Edit("Le Comptoir / étage", body, 0, "Première version"))
        save(charlie, Edit("Le Comptoir / étage", body + "---\n\ntrois : points\n", 1))
        save(charlie, Edit("Ailleurs", "---\ntitle: piège\n---\nVoir [[Le Comptoir/étage]].\n", 0))
        save(alice, Edit("À la corbeille", "Rien.\n", 0))
        for number, text in enumerate(("Un café.\n", "Un secret.\n", "Un thé.\n")):
            save(alice, Edit("Effacée", text, number))
        redact(alice, pages.get("Effacée").uid, 2, 2, "Données personnelles")
        page_bin.delete(alice, pages.get("À la corbeille").uid, "vide")
        keep_draft(charlie, "Brouillon", body="Pas encore.\n", base=0)
        about = Spot.thread("page", pages.get("Ailleurs").uid)
        keep_message(charlie, about, Unsent("Pas encore.", "Un sujet"))
        change_settings(SYSTEM, {"name": "Réseau d’Aquitaine"})
        with act():
            mail.post("alice@exemple.fr", "Secret", "https://exemple.fr/s3cr3t")


def truth(app: Flask, profile: str = BACKUP) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the profile."""
    with app.app_context():
        release_reading()
        return {
            one.table.name: [
                dict(row)
                for row in reading()
                .execute(sa.select(one.table).order_by(*one.table.primary_key.columns))
                .mappings()
            ]
            for one in carried(profile)
        }


def derived(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that is made from the others, but for caches and stamps."""
    with app.app_context():
        release_reading()
        return {
            table.name: sorted(map(tuple, reading().execute(sa.select(table))), key=repr)
            for table in Base.metadata.sorted_tables
            if any(
                model.__tablename__ == table.name
                for model in Derived.__subclasses__()
                if model not in (KeptAnswer, RenderedHtml, Rendering, Stamp)
            )
            and table.name != "wiki_dependency"
        }


def content(path: Path) -> dict[str, bytes]:
    """The entries of an archive, the date taken out of the manifest."""
    with zipfile.ZipFile(path) as file:
        found = {name: file.read(name) for name in file.namelist()}
    manifest = json.loads(found.pop("manifest.json"))
    del manifest["made_at"]
    return found | {"manifest.json": json.dumps(manifest).encode()}


def rewrite(path: Path, changes: dict[str, bytes | None], *, sums: bool = True) -> None:
    """Change entries of an archive; with `sums`, the manifest agrees with the change."""
    with zipfile.ZipFile(path) as file:
        found = {name: file.read(name) for name in file.namelist()}
    manifest = json.loads(found.pop("manifest.json"))
    for name, data in changes.items():
        if data is None:
            del found[name]
            manifest["entries"].pop(name)
            continue
        found[name] = data
        if sums:
            digest = hashlib.sha256(data).hexdigest()
            manifest["entries"][name] = {"size": len(data), "sha256": digest}
    found["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as file:
        for name, data in found.items():
            file.writestr(name, data)
