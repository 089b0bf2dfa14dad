"""What becomes of each commitment of a voluntary instrument beside each jurisdiction."""
