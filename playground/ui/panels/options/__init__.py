"""The groups of the card of further settings, each in a file of its own."""
