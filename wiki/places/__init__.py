"""The places: where they are, the directory, the map."""

from wiki.kernel.subject import Subject

subject = Subject("places", blueprint="views:blueprint", has_models=False)
