"""The windows that open over the main one, and the card that edits one number."""
