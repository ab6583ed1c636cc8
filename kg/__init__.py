"""Chinese government and Party articles in, a sourced knowledge graph out: every edge carries the words that state it."""

__version__ = "0.1.0"
