"""The panels of a page; each shows the experiment and asks the session for changes."""
