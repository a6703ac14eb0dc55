"""Acts on members, one file for each family."""

from wiki.members.service.hosts import actor_of_host
from wiki.members.service.tokens import note_token_use

__all__ = ["actor_of_host", "note_token_use"]
