"""Answers as versioned JSON records (design of the formats: `comity schema --output-format`)."""
