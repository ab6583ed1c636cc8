"""Many documents: a store of what was read and found, so that a second build does only what is new.

    files → readings (by content) → documents → articles (by content and rules) → graph

`kg.corpus.store` keeps them in one SQLite file, `kg.corpus.update` brings it up to date, `kg.corpus.lock` lets one
build at a time work in a folder, `kg.corpus.watch` tells when inputs have changed.
"""
