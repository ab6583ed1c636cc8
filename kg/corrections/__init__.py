"""What people say about the graph: which statements are right, wrong or missing, what an entity is and is called.

    corrections.jsonl ──read──► records ──apply──► the article as it is, with what people said on top of the rules

`records` is one line of the file, `file` reads and appends, `view` shows an article in the words of the records,
`apply` does what they say to an article that can change (`state`), `collect` does so over a corpus, `compare` makes
records of what somebody changed in a view.
"""
