"""What a network is computed of: each operation with its derivation, and its way forwards and backwards."""
