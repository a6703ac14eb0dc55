"""The members: who they are, what they may, how they come in."""

from wiki.kernel.subject import Subject

subject = Subject("members")
