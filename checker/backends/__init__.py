"""What decides a case: each backend takes the core language, and the interpreter is the one the others are held to."""
