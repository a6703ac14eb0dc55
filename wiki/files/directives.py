"""What the address of a file means in a page: an image to show, a document with its size."""

from __future__ import annotations

from wiki.files import queries
from wiki.files.models import File
from wiki.files.rules import LARGE, dependency, kind_of, size_in_words
from wiki.files.service.thumbnails import shown_width
from wiki.kernel.db import state
from wiki.kernel.directives import Offered, Shown
from wiki.markup.directives import Directive
from wiki.markup.document import Call
from wiki.markup.meaning import Context, FileShown, ImageShown

DOCUMENT = Directive(
    "document",
    ("pdf",),
    {"title": ("titre",)},
    "none",
    "Un PDF du wiki, à lire dans la page.",
)


def image(src: str) -> ImageShown | None:
    """The image at an address of ours: a lighter one that leads to the file's page."""
    file = queries.of_address(src)
    if file is None or not file.is_image:
        return None
    return ImageShown(
        address(file, shown_width(file, LARGE)),
        file.width,
        file.height,
        file.alt,
        f"{state().url_prefix}/files/{file.uid}",
        (dependency(file.uid),),
    )


def link(url: str) -> FileShown | None:
    """The file that a link leads to, with what to say beside it: « PDF – 390 ko »."""
    file = queries.of_address(url)
    if file is None:
        return None
    note = f"{kind_of(file.media_type)} – {size_in_words(file.size)}"
    return FileShown(address(file), note, (dependency(file.uid),))


def document(call: Call, _context: Context) -> Shown | None:
    """A document to read in the page, with its title, its type, its size and how many pages."""
    file = queries.of_address(call.argument.strip())
    if file is None or not file.is_pdf:
        return None
    found = queries.reading_of(file)
    values = {
        "title": call.options.get("title", "") or file.alt or file.name,
        "href": address(file),
        "page": f"{state().url_prefix}/files/{file.uid}",
        "note": f"{kind_of(file.media_type)} – {size_in_words(file.size)}",
        "pages": found.pages if found else None,
    }
    return Shown("files/in_page.html", values, (dependency(file.uid),))


def address(file: File, width: int | None = None) -> str:
    """The address of the content, or of its thumbnail, without host.

    A file that was replaced says its version: whoever has the former one asks for the new one.
    """
    between = f"{width}/" if width else ""
    version = f"?v={file.version}" if file.version > 1 else ""
    return f"{state().url_prefix}/files/{file.uid}/{between}{file.name}{version}"


HANDLERS = (Offered(DOCUMENT, document),)
