"""The acts of the moderation."""
