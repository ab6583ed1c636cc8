-- A graph of any size, merged from its articles, in a file that goes when the exports are written. Rows are read in the
-- order of ids.

-- What each article says, as it comes.
CREATE TABLE named (id TEXT NOT NULL, document TEXT NOT NULL, entity TEXT NOT NULL);
CREATE TABLE stated (
    head TEXT NOT NULL,
    id TEXT NOT NULL,
    document TEXT NOT NULL,
    tail TEXT NOT NULL,
    date TEXT,
    relation TEXT NOT NULL
);
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, -- in reading order
    id TEXT NOT NULL UNIQUE,    -- of the document
    text TEXT NOT NULL,
    attributes TEXT NOT NULL,   -- JSON: those in the graph, without the text
    document TEXT NOT NULL,     -- JSON
    article TEXT NOT NULL       -- JSON
);

-- What they say together.
CREATE TABLE nodes (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    place TEXT,
    organ TEXT,
    light TEXT NOT NULL,        -- JSON: the attributes that are short
    node TEXT NOT NULL          -- JSON: all of them
) WITHOUT ROWID;
CREATE TABLE edges (
    number INTEGER PRIMARY KEY, -- by head, and in the order in which a graph in memory has them
    head TEXT NOT NULL,
    tail TEXT NOT NULL,
    id TEXT NOT NULL,
    edge TEXT NOT NULL          -- JSON: the attributes
);
