"""The cards of what is selected on the canvas, docked under it."""
