-- +goose Up

-- "RöAn": these are notes, and no other program's database.
PRAGMA application_id = 0x526f416e;

-- This device's name, and how many times anything has changed.
CREATE TABLE notebook (
  only       INTEGER PRIMARY KEY CHECK (only = 1),
  device     TEXT NOT NULL,
  generation INTEGER NOT NULL
) STRICT;

-- Every edit of every entry, on whatever device. The time is in microseconds since 1970, the content
-- JSON; the id is the hash of the rest.
CREATE TABLE revision (
  id      TEXT PRIMARY KEY,
  entry   TEXT NOT NULL,
  device  TEXT NOT NULL,
  time    INTEGER NOT NULL,
  act     TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX revision_entry ON revision (entry, time);

-- Which revisions a revision was made from.
CREATE TABLE parent (
  parent   TEXT NOT NULL,
  revision TEXT NOT NULL,
  PRIMARY KEY (parent, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX parent_revision ON parent (revision);

-- +goose StatementBegin
CREATE TRIGGER revision_never_changes BEFORE UPDATE ON revision
BEGIN
  SELECT RAISE(ABORT, 'a revision never changes');
END;
-- +goose StatementEnd
