"""What becomes of voluntary commitments beside each jurisdiction, in words; for every form in which it is shown."""
