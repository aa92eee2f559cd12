"""The tab “Curvature”: how sharply the loss bends, over time and in all directions."""
