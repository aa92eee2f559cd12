"""The decision as a surface over the plane: a camera, a mesh, and a painter that needs no OpenGL."""
