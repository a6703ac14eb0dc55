"""The sentences for the codes of the upkeep's errors."""

SENTENCES: dict[str, str] = {}
