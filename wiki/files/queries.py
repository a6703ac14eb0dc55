"""Finding files, their versions and where they are used."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from importlib import import_module
from pathlib import Path

import sqlalchemy as sa

from wiki.files.models import File, FileUpload, FileUse, FileVersion
from wiki.files.rules import ADDRESS, Reading
from wiki.files.storage import Folder, Store
from wiki.kernel.db import reading, state
from wiki.kernel.errors import Missing
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.language.folding import fold
from wiki.members.models import Member
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.site.queries import setting


def find(uid: str) -> File | None:
    """The file of that uid, in the bin or not."""
    return reading().scalar(sa.select(File).where(File.uid == uid))


def get(uid: str, *, deleted: bool = False) -> File:
    """The file of that uid; one in the bin only if `deleted`. Raises `Missing`."""
    file = find(uid)
    if file is None or (file.deleted_at is not None and not deleted):
        raise Missing("file_missing")
    return file


def of_address(url: str) -> File | None:
    """The file of an address; a missing one is not remembered, for it never comes back."""
    found = ADDRESS.match(url)
    file = find(found.group(1)) if found else None
    return None if file is None or file.deleted_at is not None else file


def is_kept(uid: str) -> bool:
    """Whether a file has that uid and is not in the bin."""
    return uid in by_uids([uid])


def by_uids(uids: Collection[str]) -> dict[str, File]:
    """The files of these uids that are not in the bin, by uid."""
    query = sa.select(File).where(File.uid.in_(sorted(uids)), File.deleted_at.is_(None))
    return {file.uid: file for file in reading().scalars(query)}


def named(name: str) -> Sequence[File]:
    """The first two files of exactly this name that are not in the bin."""
    query = sa.select(File).where(File.name == name, File.deleted_at.is_(None))
    return reading().scalars(query.order_by(File.id).limit(2)).all()


def contents() -> Store:
    """What keeps the contents: a bucket if a deployment named one, else a folder of its data."""

    def opened() -> Store:
        if not state().options["WIKI_FILES_S3_BUCKET"]:
            return Folder(state().data_dir / "files")
        found: Store = import_module("wiki.files.bucket").Bucket(state().options)
        return found

    return state().keep("files.contents", opened)  # type: ignore[no-any-return]


def content(file: File | FileVersion) -> bytes:
    """What it is made of. Raises `Missing`."""
    data = contents().read(file.sha256)
    if data is None:
        raise Missing("file_missing")
    return data


def uploads_folder() -> Path:
    """The folder of what is coming in pieces."""
    return state().data_dir / "uploads"


def thumbnails_folder() -> Path:
    """The folder of images made from the contents: it can be emptied at any time."""
    return state().data_dir / "thumbnails"


def listing(
    search: str = "",
    *,
    in_bin: bool = False,
    before: int | None = None,
    size: int = PAGE_SIZE,
) -> Slice[File]:
    """Files whose name, alternative text or credit holds every word, the newest first."""
    where = File.deleted_at.is_not(None) if in_bin else File.deleted_at.is_(None)
    query = sa.select(File).where(where).order_by(File.id.desc()).limit(size + 1)
    if before is not None:
        query = query.where(File.id < before)
    for word in fold(search).split()[:10]:
        query = query.where(File.search_key.contains(word, autoescape=True))
    return slice_of(reading().scalars(query).all(), size, lambda file: file.id)


def pages_using(file: File, size: int = 200) -> Sequence[Page]:
    """The pages that show or offer a file, by title."""
    query = (
        sa.select(Page)
        .join(FileUse, FileUse.page_id == Page.id)
        .where(FileUse.file_uid == file.uid, Page.deleted_at.is_(None))
        .order_by(Page.sort, Page.key)
    )
    return reading().scalars(query.limit(size)).all()


def uploader(file: File) -> Member | None:
    """Who sent it, if a member."""
    return reading().get(Member, file.member_id) if file.member_id else None


def same_content(member_id: int | None, sha256: str, name: str) -> File | None:
    """The file that this member sent already, under that name."""
    mine = (File.member_id.is_not_distinct_from(member_id), File.deleted_at.is_(None))
    query = sa.select(File).where(File.sha256 == sha256, File.name == name, *mine)
    return reading().scalars(query.order_by(File.id).limit(1)).first()


def uid_of_page(title: str | None) -> str | None:
    """The uid of the page of that title, if there is one."""
    page = pages.find(title) if title else None
    return page.uid if page else None


def reading_path(file: File | FileVersion) -> Path:
    """Where what was read in a document is kept: the folder can be emptied at any time."""
    digest = file.sha256
    return state().data_dir / "documents" / digest[:2] / digest[2:4] / f"{digest}.json"


def reading_of(file: File | FileVersion) -> Reading | None:
    """What was read in a document, None before it was."""
    try:
        said = json.loads(reading_path(file).read_bytes())
    except (OSError, ValueError):
        return None
    return Reading(said["pages"], tuple(said["texts"]))


def versions(file: File) -> Sequence[tuple[FileVersion, str | None]]:
    """What a file was made of, the newest first, each with the name of who sent it."""
    query = (
        sa.select(FileVersion, Member.name)
        .outerjoin(Member, Member.id == FileVersion.member_id)
        .where(FileVersion.file_id == file.id)
        .order_by(FileVersion.number.desc())
    )
    return [(version, name) for version, name in reading().execute(query)]


def version(file: File, number: int) -> FileVersion:
    """What a file was made of at that number. Raises `Missing`."""
    found = reading().get(FileVersion, (file.id, number)) if number <= file.version else None
    if found is None:
        raise Missing("file_version_missing")
    return found


def used_by(member_id: int | None, but: str = "") -> int:
    """Octets of what a member has sent and is not in the bin, and of what is coming from them."""
    sent = (
        sa.select(sa.func.coalesce(sa.func.sum(FileVersion.size), 0))
        .join(File, File.id == FileVersion.file_id)
        .where(FileVersion.member_id == member_id, File.deleted_at.is_(None))
    )
    return int(reading().scalar(sent) or 0) + _coming(but, FileUpload.member_id == member_id)


def used(but: str = "") -> int:
    """Octets of all contents, each once, in the bin or not, and of what is coming."""
    each = sa.select(FileVersion.sha256, FileVersion.size).distinct().subquery()
    query = sa.select(sa.func.coalesce(sa.func.sum(each.c.size), 0))
    return int(reading().scalar(query) or 0) + _coming(but)


def _coming(but: str, *where: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.coalesce(sa.func.sum(FileUpload.size), 0))
    there = (FileUpload.uid != but, FileUpload.file_uid.is_(None), *where)
    return int(reading().scalar(query.where(*there)) or 0)


def largest_senders(size: int = 20) -> Sequence[tuple[str, str, int, int]]:
    """Who has sent most: uid, name, how many files and octets, what is in the bin left out."""
    octets = sa.func.sum(FileVersion.size)
    query = (
        sa.select(Member.uid, Member.name, sa.func.count(File.id.distinct()), octets)
        .join(FileVersion, FileVersion.member_id == Member.id)
        .join(File, File.id == FileVersion.file_id)
        .where(File.deleted_at.is_(None))
        .group_by(Member.uid, Member.name)
        .order_by(octets.desc(), Member.name)
        .limit(size)
    )
    rows = reading().execute(query)
    return [(uid, name, number, int(total)) for uid, name, number, total in rows]


def _orphans() -> sa.Select[File]:
    is_used = sa.exists().where(FileUse.file_uid == File.uid)
    is_logo = File.uid == str(setting("logo"))
    return sa.select(File).where(File.deleted_at.is_(None), ~is_used, ~is_logo)


def orphans(*, before: int | None = None, size: int = PAGE_SIZE) -> Slice[File]:
    """The files that no page names, the newest first."""
    query = _orphans()
    if before is not None:
        query = query.where(File.id < before)
    rows = reading().scalars(query.order_by(File.id.desc()).limit(size + 1)).all()
    return slice_of(rows, size, lambda file: file.id)


def count_orphans(most: int) -> int:
    """How many files no page names, counted up to `most`."""
    few = _orphans().limit(most).subquery()
    return int(reading().scalar(sa.select(sa.func.count()).select_from(few)) or 0)
