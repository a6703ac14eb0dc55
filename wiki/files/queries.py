"""Finding files and where they are used."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import sqlalchemy as sa

from wiki.files import storage
from wiki.files.models import File, FileUse
from wiki.kernel.db import reading, state
from wiki.kernel.errors import Missing
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.language.folding import fold
from wiki.members.models import Member
from wiki.pages.models import Page
from wiki.pages.queries import pages


def find(uid: str) -> File | None:
    """The file of that uid, in the bin or not."""
    return reading().scalar(sa.select(File).where(File.uid == uid))


def get(uid: str, *, deleted: bool = False) -> File:
    """The file of that uid; one in the bin only if `deleted`. Raises `Missing`."""
    file = find(uid)
    if file is None or (file.deleted_at is not None and not deleted):
        raise Missing("file_missing")
    return file


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


def content_path(file: File) -> Path:
    """Where its content is."""
    return storage.path_of(contents_folder(), file.sha256)


def contents_folder() -> Path:
    """The folder of contents."""
    return state().data_dir / "files"


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
        .order_by(Page.key)
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
