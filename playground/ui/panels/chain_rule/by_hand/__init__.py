"""A sheet of the network's numbers to be found by hand, on the screen and on paper."""
