"""Articles for the tools in which people annotate, and back: one file per format.

Each has `write_NAME(views) → files` and `read_NAME(path) → views`, where a view (`kg.corrections.view`) is an article
with its entities and statements. What a tool has no place for (names, aliases, quotes, counts) travels beside what it
has, so that nothing is lost on the way out and back; what people added there gets the simplest reading.

All of these tools count characters as Unicode code points, as `kg` does: no offset is ever converted.
"""
