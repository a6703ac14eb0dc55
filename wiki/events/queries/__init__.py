"""Finding events: those to come, those of a month, those that were, one of them."""
