"""The search: documents that subjects give, found alike on every engine."""

from wiki.kernel.subject import Subject

subject = Subject("search", blueprint="views:blueprint", api="api:blueprint")
