"""What the mouse does in one go on the canvas: each gesture starts, moves, and ends or is given up."""
