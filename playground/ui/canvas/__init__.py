"""The network canvas: shows a network with its maps and edges, and turns gestures into wishes."""
