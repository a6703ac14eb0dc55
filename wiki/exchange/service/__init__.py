"""Writing archives, checking them, taking them back."""
