"""The look: colours, type, icons and how a number is written."""
