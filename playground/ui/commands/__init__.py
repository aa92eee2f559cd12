"""What the commands of the menus do, by subject."""
