"""The errors of `kg`: one tree, so that a caller can catch them all as `KgError`.

    KgError
    ├── InputError      an input cannot be read or is not what it should be
    ├── OutputError     an output cannot be written
    ├── RuleError       a rule file or the schema is malformed
    ├── QueryError      a SPARQL query is refused, malformed or took too long
    └── IntegrityError  a graph breaks its own promises (a quote that is not its slice, a missing end)

Every message is one line: what is wrong, where (file, line, entry), what to do.
"""


class KgError(Exception):
    """The root of all errors that `kg` raises on purpose."""

    def __init__(self, message: str) -> None:
        """Take a message; what a library or a file's name put into it stays on one line."""
        super().__init__(" ".join(message.splitlines()))


class InputError(KgError):
    """An input cannot be read, or is not what its name or content promises."""


class OutputError(KgError):
    """An output cannot be written."""


class RuleError(KgError):
    """A rule file or the schema is malformed; the message lists every fault with file and entry."""


class QueryError(KgError):
    """A query is refused, malformed, or exceeded its limits."""


class IntegrityError(KgError):
    """A graph breaks one of its invariants."""
