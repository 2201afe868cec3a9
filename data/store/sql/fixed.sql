-- The tables that do not depend on the schemas. Those that do are written by layout.go.

CREATE TABLE library (
    only        INTEGER PRIMARY KEY CHECK (only = 1),
    fingerprint TEXT    NOT NULL, -- of the tables' shape
    generation  INTEGER NOT NULL  -- grows with every change
) STRICT;

CREATE TABLE committee (
    id         INTEGER PRIMARY KEY,
    repository TEXT NOT NULL,
    code       TEXT NOT NULL, -- the committee's id in its repository
    UNIQUE (repository, code)
) STRICT;

CREATE TABLE package (
    id            INTEGER PRIMARY KEY,
    committee     INTEGER NOT NULL,
    uuid          TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    manifest      TEXT    NOT NULL, -- the manifest's hash
    as_at         TEXT    NOT NULL, -- a date; with ord it is the rank
    ord           INTEGER NOT NULL, -- the order: from when it is known
    supersedes    TEXT    NOT NULL, -- a uuid, or ''
    superseded_at INTEGER NOT NULL, -- until when it is known; 9223372036854775807 while it is
    info          TEXT    NOT NULL, -- the rest of model.Package, as JSON
    UNIQUE (committee, uuid),
    UNIQUE (committee, ord),
    UNIQUE (committee, name)
) STRICT;

CREATE INDEX package_uuid ON package (uuid);
CREATE INDEX package_supersedes ON package (committee, supersedes);

CREATE TABLE document (
    package    INTEGER NOT NULL,
    name       TEXT    NOT NULL, -- the resource's
    path       TEXT    NOT NULL,
    media_type TEXT    NOT NULL,
    hash       TEXT    NOT NULL,
    bytes      INTEGER NOT NULL,
    PRIMARY KEY (package, name)
) STRICT, WITHOUT ROWID;

-- Markdown, once for all the packages that hold it.
CREATE TABLE content (
    hash  TEXT PRIMARY KEY,
    body  TEXT NOT NULL,
    words TEXT NOT NULL -- the same without its marks: what is searched
) STRICT;

-- A passage is the words of a row, once for all the packages that restate them of the same key. Its
-- number says which committee's and which table's it is. The texts themselves stand in the rows:
-- these indexes hold no content. The first finds three letters and more anywhere in a word; the
-- second finds the one or two letters that a word begins with.
CREATE VIRTUAL TABLE passage_part USING fts5 (
    title, body, content = '', columnsize = 0,
    tokenize = 'trigram case_sensitive 0 remove_diacritics 0'
);
CREATE VIRTUAL TABLE passage_word USING fts5 (
    title, body, content = '', columnsize = 0, detail = column,
    tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2'
);

-- Every term and how many passages have it: for comparing libraries.
CREATE VIRTUAL TABLE passage_part_term USING fts5vocab (passage_part, row);
CREATE VIRTUAL TABLE passage_word_term USING fts5vocab (passage_word, row);
