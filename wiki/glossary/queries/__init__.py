"""Finding words: those that pages explain, those of the list, those that wait for a definition."""
