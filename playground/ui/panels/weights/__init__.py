"""The weights of a layer as a table: to read, to type into, to copy and to paste."""
