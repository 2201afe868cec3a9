package syncing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// resumes is how many times one Sync takes up a download again that broke off, as long as each try
// brings something.
const resumes = 5

// blob is content that is wanted, and where a repository has it.
type blob struct {
	sha256 string
	bytes  int64
	path   string // in the repository
	about  string // what a fault about it names
}

func (b blob) name() string {
	if b.about != "" {
		return b.about
	}
	return b.path
}

// blobPath is the place of a blob on this disk.
func (c *Client) blobPath(sum string) string {
	return filepath.Join(c.home, filepath.FromSlash(layout.BlobPath(sum)))
}

// has tells whether a blob is on the disk at its full size. Whether it is whole, intact says.
func (c *Client) has(b blob) bool {
	info, err := os.Lstat(c.blobPath(b.sha256))
	return err == nil && info.Mode().IsRegular() && info.Size() == b.bytes
}

// intact reads a blob and holds it against its hash.
func (c *Client) intact(sum string, size int64) error {
	f, err := os.Open(c.blobPath(sum))
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return err
	}
	if size >= 0 && n != size || hex.EncodeToString(h.Sum(nil)) != sum {
		return errors.New("it is not what its hash says")
	}
	return nil
}

// read returns a small blob, held against its hash.
func (c *Client) read(sum string) ([]byte, error) {
	data, err := os.ReadFile(c.blobPath(sum))
	if err == nil && layout.Sum(data) != sum {
		err = errors.New("it is not what its hash says")
	}
	return data, err
}

// openBlob is the Open that installers are given.
func (c *Client) openBlob(sum string, size int64) (io.ReadCloser, error) {
	const op = "syncing.Open"
	path := layout.BlobPath(strings.Repeat("0", 64))
	if layout.ValidSum(sum) {
		path = layout.BlobPath(sum)
	}
	f, err := os.Open(filepath.Join(c.home, filepath.FromSlash(path)))
	if err != nil {
		return nil, fault.New(op, fault.LocalCorrupt, path, err)
	}
	if info, err := f.Stat(); err != nil || info.Size() != size {
		_ = f.Close()
		return nil, fault.New(op, fault.LocalCorrupt, path, errors.New("its size has changed"))
	}
	return f, nil
}

// download fetches a blob from the first address that has it whole. Moved is told of the bytes that
// came, and of those that turned out to be worthless, as a negative number.
func (c *Client) download(ctx context.Context, bases []string, b blob, moved func(int64)) error {
	var first error
	for _, base := range bases {
		err := c.downloadFrom(ctx, base, b, moved)
		k := fault.KindOf(err)
		if err == nil || ctx.Err() != nil || !unreached(k) && k != fault.Content {
			return err
		}
		if first == nil {
			first = err
		}
	}
	return first
}

func (c *Client) downloadFrom(ctx context.Context, base string, b blob, moved func(int64)) error {
	const op = "syncing.download"
	path := c.blobPath(b.sha256)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fault.New(op, diskKind(err), path, err)
	}
	f, err := os.OpenFile(path+partExt, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fault.New(op, diskKind(err), path, err)
	}
	p := &part{f: f, b: b, hash: sha256.New(), moved: moved}
	err = c.complete(ctx, op, base, p)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(path+partExt, path)
	}
	if err == nil {
		err = syncDir(filepath.Dir(path))
	}
	if err == nil {
		return nil
	}
	if fault.KindOf(err) == "" {
		err = fault.New(op, diskKind(err), layout.BlobPath(b.sha256), err)
	}
	p.moved(-p.n)
	if k := fault.KindOf(err); p.n == 0 || k != fault.Offline && k != fault.HTTP {
		_ = os.Remove(path + partExt) // only what broke off is worth taking up again
	}
	return err
}

// complete fetches what a part lacks, in several answers if need be.
func (c *Client) complete(ctx context.Context, op, base string, p *part) error {
	if err := p.begin(); err != nil {
		return err
	}
	again := true
	for try := 0; !p.whole(); try++ {
		resumed := p.n > 0
		came, err := c.fill(ctx, op, base, p)
		switch {
		case err == nil:
			return nil
		case fault.KindOf(err) == fault.Offline && ctx.Err() == nil && came > 0 && try < resumes:
		case fault.KindOf(err) == fault.Content && resumed && again:
			again = false // what lay here from before may have been wrong
			if err := p.restart(); err != nil {
				return err
			}
		default:
			return err
		}
	}
	return nil
}

// part is a blob on its way: a file, and the hash of what is in it.
type part struct {
	f     *os.File
	b     blob
	n     int64
	hash  hash.Hash
	moved func(int64)
}

// begin takes up what lies there from before. It is hashed: nothing says that it is right.
func (p *part) begin() error {
	n, err := io.Copy(p.hash, io.LimitReader(p.f, p.b.bytes+1))
	if err != nil {
		return err
	}
	p.n = n
	p.moved(n)
	if n >= p.b.bytes && !p.whole() {
		return p.restart()
	}
	return nil
}

func (p *part) whole() bool {
	return p.n == p.b.bytes && hex.EncodeToString(p.hash.Sum(nil)) == p.b.sha256
}

func (p *part) restart() error {
	p.moved(-p.n)
	p.n = 0
	p.hash.Reset()
	if err := p.f.Truncate(0); err != nil {
		return err
	}
	_, err := p.f.Seek(0, io.SeekStart)
	return err
}

func (p *part) Write(data []byte) (int, error) {
	n, err := p.f.Write(data)
	p.hash.Write(data[:n])
	p.n += int64(n)
	p.moved(int64(n))
	return n, err
}

// fill asks for what a part still lacks, and returns nil when it is whole. Content is the fault of an
// answer that is complete and cannot be right; Offline that of one which broke off.
func (c *Client) fill(ctx context.Context, op, base string, p *part) (came int64, err error) {
	name := p.b.name()
	header := http.Header{}
	if p.n > 0 {
		header.Set("Range", fmt.Sprintf("bytes=%d-", p.n))
	}
	res, err := c.get(ctx, op, base+p.b.path, name, header)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusOK:
		if err := p.restart(); err != nil { // a server may know no ranges
			return 0, err
		}
	case res.StatusCode == http.StatusPartialContent && p.n > 0 && rangeStart(res.Header) == p.n:
	case p.n > 0 && (res.StatusCode == http.StatusPartialContent || res.StatusCode == http.StatusRequestedRangeNotSatisfiable):
		return 0, fault.New(op, fault.Content, name, fmt.Errorf("%s for a range", res.Status))
	default:
		return 0, fault.New(op, fault.HTTP, name, errors.New(res.Status))
	}
	begin := &beginning{}
	want := p.b.bytes - p.n
	came, err = io.Copy(io.MultiWriter(p, begin), io.LimitReader(res.Body, want))
	if err != nil {
		var onDisk *fs.PathError
		if errors.As(err, &onDisk) {
			return came, fault.New(op, diskKind(err), layout.BlobPath(p.b.sha256), err)
		}
		return came, fault.New(op, fault.Offline, name, err)
	}
	more, _ := io.CopyN(io.Discard, res.Body, 1)
	if more == 0 && p.whole() {
		return came, nil
	}
	if isPage(res.Header, begin.data) {
		return came, fault.New(op, fault.Intercepted, name, errors.New("a web page in its place"))
	}
	return came, fault.New(op, fault.Content, name, &wrongContent{begin.data})
}

// wrongContent is the cause of a Content fault about a blob, with the beginning of what came instead.
type wrongContent struct{ begin []byte }

func (*wrongContent) Error() string { return "what came is not what the hash says" }

// rangeStart reads where the content of a 206 begins; −1 where it does not say.
func rangeStart(h http.Header) int64 {
	v, ok := strings.CutPrefix(h.Get("Content-Range"), "bytes ")
	if !ok {
		return -1
	}
	v, _, _ = strings.Cut(v, "-")
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// beginning keeps the first bytes that are written to it.
type beginning struct{ data []byte }

func (b *beginning) Write(p []byte) (int, error) {
	if room := 4096 - len(b.data); room > 0 {
		b.data = append(b.data, p[:min(room, len(p))]...)
	}
	return len(p), nil
}
