"""Finding who is of which network, what is whose, and who speaks for it."""
