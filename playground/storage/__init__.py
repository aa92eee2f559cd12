"""What is kept on disk: project files, recovery copies, preferences and exported histories. No Qt."""
