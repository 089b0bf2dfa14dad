"""What two laws, or two jurisdictions of one law, decide differently, in words; for every form in which it is shown."""
