"""The journal: one line for each act, in the order in which they were committed."""

from wiki.kernel.subject import Subject

subject = Subject("journal")
