"""The page "Jacobian": what each layer does to a small circle around a sample."""
