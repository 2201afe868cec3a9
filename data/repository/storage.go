package repository

import (
	"context"
	"errors"
	"io"
)

// Storage is where a repository lies. Paths are those of package layout, parted by slashes. A Storage is
// safe for concurrent use.
//
// A file is there whole or not at all. A file that is missing is fs.ErrNotExist in every method, and one
// that is in the way fs.ErrExist.
type Storage interface {
	// String is the place as people name it.
	String() string
	// Read returns a file, at most limit bytes of it being allowed (fault.Limit). The tag changes when the file does, and is
	// what Replace asks for.
	Read(ctx context.Context, path string, limit int64) (data []byte, tag string, err error)
	// Open returns the content of a file that never changes. Whoever reads it holds it against its hash.
	Open(ctx context.Context, path string) (io.ReadCloser, error)
	// Holds is an error (fs.ErrNotExist, ErrOther) unless there is a file with this content. A storage whose
	// files can be changed by others than publishers reads the content; one whose files cannot compares
	// the length.
	Holds(ctx context.Context, path, sha256 string, bytes int64) error
	// Create writes a file that must not be there yet, of that many bytes. Content is called once, and its
	// error is returned as it is, with nothing written.
	Create(ctx context.Context, path string, bytes int64, content func(io.Writer) error) error
	// Replace writes a file over the one that had the tag; an empty tag is for one that is not there.
	// Where another has come between it is ErrOther, and nothing is written.
	Replace(ctx context.Context, path string, data []byte, tag string) error
	// Exclusively calls f. Where others can be kept out while it runs they are, and where one is at work
	// already it is fault.Locked. Where they cannot, Create and Replace tell who came first. What a write
	// that was cut short had not put in its place may be cleared away.
	Exclusively(ctx context.Context, f func() error) error
}

// ErrOther says that a file is not the one that it should be.
var ErrOther = errors.New("the file is another")
