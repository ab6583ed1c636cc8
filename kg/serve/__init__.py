"""A workbench on one's own machine: pages about a graph, its articles, and a SPARQL endpoint, over HTTP.

    exports/ ──► index.sqlite ──► library (what the pages show) ──► pages, explorer
        └─────► Oxigraph store ──► workers (processes that can be killed) ──► /sparql, data about one thing

`site` keeps both in step with the exports while they are served, `security` stands before every request, `app` puts
the routes together, `running` listens.
"""
