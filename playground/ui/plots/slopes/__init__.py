"""Pictures of slopes: a function over a plane, its slices, and its slope in every direction."""
