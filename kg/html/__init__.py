"""The page: a graph as one file of HTML, to look at, search and read offline."""

from kg.html.page import write_html

__all__ = ["write_html"]
