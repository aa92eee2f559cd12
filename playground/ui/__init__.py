"""The window: it shows numbers and never computes one."""
