"""A graph as files for other programs and for people: GraphML, node-link JSON, CSV tables and a report.

Each `write_` function takes a graph as `kg.graph.build_graph` makes it and a file open for binary writing.
"""
