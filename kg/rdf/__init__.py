"""The graph as RDF: Turtle and its relatives, the ontology and shapes, and SPARQL over what was written.

`description` says what stands in the graph as triples, the format modules how they are written; `query` asks.
docs/rdf.md and docs/sparql.md show both.
"""
