"""The controls that every part of the window is made of; each is handed the theme."""
