"""What can be discussed: a subject says of its things how they are found, shown and guarded.

A discussion knows the thing it is about by kind and uid, and asks here for the rest. A subject
offers a kind in `Subject(discussed={"page": "module:NAME"})`, and the `Part`s of things of any
kind in `Subject(parts={"page": "module:name"})`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from wiki.kernel.permissions import Actor, May


@dataclass(frozen=True)
class Discussed:
    """One thing that is discussed, as its subject shows it.

    `endpoint` and `values` make its address; `talk_endpoint`, with the same values, the address of
    its discussion, where it has one of its own, beside which `…_feed` is that of its feed and
    `…_passage` that where a passage is chosen.
    """

    kind: str
    uid: str
    title: str
    endpoint: str
    values: Mapping[str, str] = field(default_factory=dict)
    talk_endpoint: str = ""


@dataclass(frozen=True)
class Writing:
    """A text with numbered versions, whose passages are commented on and written anew."""

    #: The number of its newest version, by the uid of the thing.
    head: Callable[[str], int]
    #: What a version says, by uid and number; raises `Missing`.
    text: Callable[[str, int], str]
    #: None when the actor may change it, else the code of the reason.
    why_not: Callable[[Actor, str], str | None]
    #: Inside an act: save a `Rewritten`; returns the number of the version that says it.
    rewrite: Callable[[Actor, Rewritten], int]


@dataclass(frozen=True)
class Part:
    """A piece beside the text of a version, commented on whole, such as a field of a sheet.

    `id` is of ASCII letters, figures, `-` and `_`, at most 60; it does not begin with `b-`, as the
    blocks of a text do, and stays the same from one version to the next. Label and text are French.
    """

    id: str
    label: str
    text: str


@dataclass(frozen=True)
class Rewritten:
    """A text written anew from a version, by somebody beside the one who saves it."""

    uid: str
    base: int
    text: str
    summary: str
    author_id: int | None
    place: str | None


@dataclass(frozen=True)
class Discussable:
    """A kind of things that are discussed."""

    #: The things of these uids that are there for readers, by uid.
    find: Callable[[Sequence[str]], Mapping[str, Discussed]]
    #: None when the actor has that right on the thing, else the code of the reason.
    why_not: Callable[[Actor, May, str], str | None]
    #: Inside an act: what is said of the thing of that uid has changed, its screens show it.
    touch: Callable[[str], None]
    #: Its text, when passages of it are discussed.
    writing: Writing | None = None
