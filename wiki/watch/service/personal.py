"""What is kept of a member: what they follow, what they were told, how they wish to be told."""

from __future__ import annotations

from wiki.kernel.personal import owned
from wiki.members.models import Bell
from wiki.watch.models import Follow, Found, Notice, Wish

PERSONAL = owned(follows=Follow, found=Found, notices=Notice, wishes=Wish, bell=Bell)
