"""The comparison as a tagged PDF."""
