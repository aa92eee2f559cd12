"""How fast the engine is: beside other libraries in one run, beside the machine's limits, and as it grows."""
