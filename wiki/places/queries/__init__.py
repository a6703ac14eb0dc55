"""Finding places."""
