package repositorytest

import (
	"context"
	"io"
	"sync"

	"rodatraden/data/repository"
)

// Counted is a storage that remembers what was asked of it.
type Counted struct {
	repository.Storage
	mu    sync.Mutex
	calls []Call
}

// Call is what one call of a storage's method was about.
type Call struct {
	Method string // Read, Open, Holds, Create or Replace
	Path   string
	Bytes  int64 // that were read or written; 0 where there was nothing, and of Holds
}

// Take returns the calls since it was last called.
func (c *Counted) Take() []Call {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := c.calls
	c.calls = nil
	return out
}

func (c *Counted) called(method, path string, bytes int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls = append(c.calls, Call{method, path, bytes})
}

// Read implements repository.Storage.
func (c *Counted) Read(ctx context.Context, path string, limit int64) ([]byte, string, error) {
	data, tag, err := c.Storage.Read(ctx, path, limit)
	c.called("Read", path, int64(len(data)))
	return data, tag, err
}

// Open implements repository.Storage.
func (c *Counted) Open(ctx context.Context, path string) (io.ReadCloser, error) {
	f, err := c.Storage.Open(ctx, path)
	if err != nil {
		c.called("Open", path, 0)
		return nil, err
	}
	return &counted{ReadCloser: f, done: func(n int64) { c.called("Open", path, n) }}, nil
}

// Holds implements repository.Storage.
func (c *Counted) Holds(ctx context.Context, path, sha256 string, bytes int64) error {
	c.called("Holds", path, 0)
	return c.Storage.Holds(ctx, path, sha256, bytes)
}

// Create implements repository.Storage.
func (c *Counted) Create(ctx context.Context, path string, bytes int64, content func(io.Writer) error) error {
	c.called("Create", path, bytes)
	return c.Storage.Create(ctx, path, bytes, content)
}

// Replace implements repository.Storage.
func (c *Counted) Replace(ctx context.Context, path string, data []byte, tag string) error {
	c.called("Replace", path, int64(len(data)))
	return c.Storage.Replace(ctx, path, data, tag)
}

// counted tells how much was read when it is closed.
type counted struct {
	io.ReadCloser
	n    int64
	done func(int64)
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counted) Close() error {
	c.done(c.n)
	return c.ReadCloser.Close()
}
