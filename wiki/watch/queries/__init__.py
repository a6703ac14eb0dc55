"""Reading what is followed, and what is told of it."""
