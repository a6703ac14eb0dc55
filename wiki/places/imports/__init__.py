"""Lists of places that others keep, read as sheets; one module for each form of file."""
