"""The facts of one proposed dealing on a date, typed by the vocabulary."""
