"""The mark of a field that came later than the first files."""

# Files from before it was there lack it; it is written where it is not the default.
ADDED = {"added": True}
