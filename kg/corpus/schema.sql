-- What is known of the inputs of a project folder. Everything here can be made again from the inputs: where the layout
-- changes, `user_version` rises and an older file is emptied.

-- The files of the last build, and of earlier ones where they were kept.
CREATE TABLE inputs (
    path TEXT PRIMARY KEY,      -- absolute
    source TEXT NOT NULL,       -- how its documents name it
    reading TEXT NOT NULL       -- readings.key, or that of a reading with failures, which is tried again
) WITHOUT ROWID;

-- A file's content as read with some settings; it is here when all of it has been read.
CREATE TABLE readings (
    key TEXT PRIMARY KEY        -- a hash of the content, the settings and the program
) WITHOUT ROWID;

-- The documents of a reading, without their texts.
CREATE TABLE documents (
    reading TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,         -- texts.id
    content TEXT NOT NULL,      -- a hash of all that the analysis of the document depends on
    document TEXT NOT NULL,     -- JSON
    PRIMARY KEY (reading, position)
) WITHOUT ROWID;

CREATE TABLE texts (
    id TEXT PRIMARY KEY,        -- Document.id
    text TEXT NOT NULL
);

-- What the analysis found in a document.
CREATE TABLE articles (
    content TEXT NOT NULL,      -- documents.content
    version TEXT NOT NULL,      -- of the rules and the program
    article TEXT NOT NULL,      -- JSON
    PRIMARY KEY (content, version)
);

-- The documents of the last build that ended, each text once, in reading order.
CREATE TABLE chosen (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,    -- texts.id
    reading TEXT NOT NULL,      -- documents.reading
    position INTEGER NOT NULL,  -- documents.position
    content TEXT NOT NULL       -- articles.content
);

-- What could not be read in the last build.
CREATE TABLE failures (
    location TEXT NOT NULL,
    reason TEXT NOT NULL
);

-- Of the last build that ended: its time, the versions.
CREATE TABLE facts (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
