"""Parser callbacks that build the tree while the parser reads, one module per kind of construct."""
