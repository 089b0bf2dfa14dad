"""The command line: one module per command. Commands read, call one function, render and write."""
