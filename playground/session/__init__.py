"""The open experiment, its undo stack, the running training and its history. No widgets."""
