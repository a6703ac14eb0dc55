"""Finding resources and paths."""
