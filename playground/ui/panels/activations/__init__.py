"""What the neurons of each layer give, and how many of them do not answer any more."""
