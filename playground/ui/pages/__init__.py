"""The pages of the window; a page knows who stands on it."""
