"""Acts on charters."""
