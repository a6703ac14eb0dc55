"""Acts on members, one file for each family."""

from wiki.members.service.hosts import actor_of_host
from wiki.members.service.second_factor import held_back
from wiki.members.service.seen import note_sign_in
from wiki.members.service.tokens import note_token_use

__all__ = ["actor_of_host", "held_back", "note_sign_in", "note_token_use"]
