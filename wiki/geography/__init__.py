"""Where places are: the communes of France, positions and distances. Plain values, no database."""
