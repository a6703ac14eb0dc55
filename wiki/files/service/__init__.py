"""The acts on files."""
