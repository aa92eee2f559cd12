"""The child process that trains: its messages, its loop and the probes it computes. No Qt."""
