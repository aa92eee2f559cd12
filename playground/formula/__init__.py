"""A person's own formula of x1 and x2: read into a small tree, written back; never run as code."""
