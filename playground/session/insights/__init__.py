"""What can truly be said of a run now: a claim, its reason in numbers, and what to try. No Qt in here."""
