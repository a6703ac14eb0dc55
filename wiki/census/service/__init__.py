"""Acts on the censuses."""
