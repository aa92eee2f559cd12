"""The experiment a person edits: frozen values, pure edits, rules and its text form. No NumPy, no Qt."""
