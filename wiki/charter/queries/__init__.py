"""Reading the charters."""
