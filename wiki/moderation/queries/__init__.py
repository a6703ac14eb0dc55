"""Reading what the moderation keeps."""
