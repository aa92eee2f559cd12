"""The loss over a plane, drawn from above and as a surface, with the path of training on it."""
