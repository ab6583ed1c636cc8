-- What the pages show, made from a graph.json and never changed. Entities are numbered by importance (relations, then
-- mentions), so that the first rows that a search finds are those that matter most, and it need not sort.

CREATE TABLE facts (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL             -- JSON
) WITHOUT ROWID;

CREATE TABLE documents (
    number INTEGER PRIMARY KEY,     -- in the order of the graph
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    title TEXT,
    publisher TEXT,
    author TEXT,
    date TEXT,
    source TEXT,
    place TEXT,                     -- places.code
    entities INTEGER NOT NULL,      -- how many it names
    statements INTEGER NOT NULL,    -- how many relations it states
    text TEXT NOT NULL
);
CREATE INDEX documents_by_date ON documents (date DESC, number);
CREATE INDEX documents_by_place ON documents (place, date DESC, number);

CREATE TABLE entities (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    place TEXT,
    count INTEGER NOT NULL,         -- mentions
    degree INTEGER NOT NULL,        -- relations
    more TEXT NOT NULL              -- JSON: aliases, and whatever else the graph knows of it
);
CREATE INDEX entities_by_type ON entities (type, number);
CREATE INDEX entities_by_place ON entities (place, number);

CREATE TABLE mentions (
    entity INTEGER NOT NULL,
    document INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (entity, document, start, stop)
) WITHOUT ROWID;
CREATE INDEX mentions_by_document ON mentions (document, start);

CREATE TABLE statements (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    head INTEGER NOT NULL,
    tail INTEGER NOT NULL,
    modality TEXT NOT NULL,
    head_count INTEGER,
    tail_count INTEGER,
    count INTEGER NOT NULL,         -- pieces of evidence
    more TEXT NOT NULL              -- JSON: whatever else the graph knows of it
);
CREATE INDEX statements_by_head ON statements (head, type);
CREATE INDEX statements_by_tail ON statements (tail, type);

CREATE TABLE evidence (
    statement INTEGER NOT NULL,
    position INTEGER NOT NULL,
    document INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    quote TEXT NOT NULL,
    rule TEXT NOT NULL,
    modality TEXT NOT NULL,
    head_count INTEGER,
    tail_count INTEGER,
    review TEXT,                    -- JSON: what a person said of it, and when
    PRIMARY KEY (statement, position)
) WITHOUT ROWID;
CREATE INDEX evidence_by_document ON evidence (document, start);

CREATE TABLE places (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    parent TEXT
) WITHOUT ROWID;

-- Edges that follow from what is stated, never stated themselves; ends are ids of entities or codes of places.
CREATE TABLE derived (
    type TEXT NOT NULL,
    head TEXT NOT NULL,
    tail TEXT NOT NULL,
    rule TEXT NOT NULL
);
CREATE INDEX derived_by_head ON derived (head);
CREATE INDEX derived_by_tail ON derived (tail);

-- Every name and alias, those of important entities first. Each character is a token, so that any part of a name is a
-- phrase; likewise each syllable and each initial.
CREATE TABLE names (
    number INTEGER PRIMARY KEY,
    entity INTEGER NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL
);
CREATE INDEX names_by_text ON names (folded);
CREATE VIRTUAL TABLE names_text USING fts5 (
    characters, syllables, initials, content='', columnsize=0, tokenize="unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE titles_text USING fts5 (
    characters, content='', columnsize=0, tokenize="unicode61 remove_diacritics 0"
);

-- What the explorer draws by (`kg.serve.drawing`).
CREATE TABLE drawing (
    entity INTEGER PRIMARY KEY,
    level INTEGER NOT NULL,         -- an index of kg.html.levels.load_levels()
    type TEXT NOT NULL,
    x INTEGER,                      -- only in graphs that are drawn whole
    y INTEGER
);
CREATE INDEX drawing_by_group ON drawing (level, type, entity);

-- How many relations lead from one group of an overview, a type at a level, to another.
CREATE TABLE group_links (
    head_level INTEGER NOT NULL,
    head_type TEXT NOT NULL,
    tail_level INTEGER NOT NULL,
    tail_type TEXT NOT NULL,
    count INTEGER NOT NULL
);

-- Characters of texts that are two in JavaScript, whose offsets therefore differ behind them.
CREATE TABLE doubled (
    document INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    PRIMARY KEY (document, offset)
) WITHOUT ROWID;

-- Places, years and publishers side by side (`kg.serve.comparing`); `grouping` says which of them, `key` is a row.
CREATE TABLE comparison_rows (
    grouping TEXT NOT NULL,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    around TEXT NOT NULL,           -- JSON: names of what it lies in
    articles INTEGER NOT NULL,
    PRIMARY KEY (grouping, position)
) WITHOUT ROWID;
CREATE TABLE comparison_items (
    grouping TEXT NOT NULL,
    key TEXT NOT NULL,
    structure TEXT NOT NULL,        -- a column: an id of kg.analysis.structures
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    required INTEGER NOT NULL,
    quotes TEXT NOT NULL,           -- JSON
    PRIMARY KEY (grouping, key, structure, position)
) WITHOUT ROWID;
