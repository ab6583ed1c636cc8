"""Spark does the distributing: the same articles, rows and quads as on one machine, made by its workers.

    inputs ──▸ articles, each where its text is ──▸ rows by id ──▸ nodes, edges ──▸ Parquet, CSV, N-Quads

`engine` is the plan that the driver makes, `inputs` says which file is read how, `folder` is the output; `reading` and
`tasks` run on the workers and know nothing of Spark but the Arrow `batches` that it gives them.
"""
