"""Plain data and pure rules over text; standard library only, no I/O."""
