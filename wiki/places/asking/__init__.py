"""What a page asks of the places, as it is written: plain values, no database."""
