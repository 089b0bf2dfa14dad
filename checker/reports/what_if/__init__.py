"""The part of a report in which the reader changes the case: the law, the case and the words that its script needs."""
