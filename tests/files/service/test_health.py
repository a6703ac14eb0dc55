"""What `wiki check` says of the files."""

from __future__ import annotations

from tests.files import images, stored
from wiki.files.service import add, health
from wiki.kernel.permissions import Actor


def test_it_names_the_files_whose_content_is_not_whole(charlie: Actor) -> None:
    add.add(charlie, add.Incoming("a.pdf", images.PDF))
    gone = add.add(charlie, add.Incoming("b.png", images.image()))
    assert list(health.problems()) == []
    stored.path_of(gone).write_bytes(b"cut")
    assert list(health.problems()) == [
        f"Le contenu du fichier « b.png » ({gone.uid}, version 1) manque ou est coupé."
    ]
    stored.path_of(gone).unlink()
    assert len(list(health.problems())) == 1
