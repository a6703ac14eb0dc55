"""What writing together costs, beside the server that most sites take for it."""
