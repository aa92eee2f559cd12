"""Pictures and tables of a run for other programs."""
