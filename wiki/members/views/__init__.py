"""Members over HTTP: each module of this folder adds its routes to the blueprints."""

from wiki.members.views import (
    account,
    blocks,
    demo,
    directory,
    door,
    invitations,
    joining,
    passkeys,
    providers,
    second_factor,
    tokens,
)
from wiki.members.views.blueprint import blueprint

__all__ = [
    "account",
    "blocks",
    "blueprint",
    "demo",
    "directory",
    "door",
    "invitations",
    "joining",
    "passkeys",
    "providers",
    "second_factor",
    "tokens",
]
