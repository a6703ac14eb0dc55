"""Acts on members, one file for each family."""

from wiki.members.service.hosts import actor_of_host

__all__ = ["actor_of_host"]
