"""Looking at the censuses."""
