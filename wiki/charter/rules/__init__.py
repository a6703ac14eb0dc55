"""What a charter allows: decided on plain values."""
