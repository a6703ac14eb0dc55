"""What the acts on pages do with their sheets."""
