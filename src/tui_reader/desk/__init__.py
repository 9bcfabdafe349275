"""What the program can do: no widgets, no SQL, no HTML."""
