package objectstore

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"rodatraden/data/repository/layout"
)

// unused is how long a file lies in a cache without being read.
const unused = 100 * 24 * time.Hour

// cache is a folder of files under their hashes. Nothing depends on it: what cannot be read or written there
// is fetched. A nil cache is an empty one.
type cache struct{ dir string }

// openCache opens the cache in a folder, and clears away what has not been used for long.
func openCache(dir string) *cache {
	limit := time.Now().Add(-unused)
	_ = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() || !cached(e.Name()) {
			return nil
		}
		if info, err := e.Info(); err == nil && info.ModTime().Before(limit) {
			_ = os.Remove(path)
		}
		return nil
	})
	return &cache{dir}
}

const passing = ".part"

// cached tells whether a file of that name is one of a cache's.
func cached(name string) bool { return layout.ValidSum(name) || filepath.Ext(name) == passing }

func (c *cache) path(sum string) string { return filepath.Join(c.dir, sum[:2], sum) }

// open returns the file with the hash, read through and found right. One that is broken is removed.
func (c *cache) open(sum string) (*os.File, bool) {
	if c == nil {
		return nil, false
	}
	f, err := os.Open(c.path(sum))
	if err != nil {
		return nil, false
	}
	h := sha256.New()
	if _, err = io.Copy(h, f); err == nil && hex.EncodeToString(h.Sum(nil)) == sum {
		if _, err = f.Seek(0, io.SeekStart); err == nil {
			now := time.Now()
			_ = os.Chtimes(c.path(sum), now, now)
			return f, true
		}
	}
	_ = f.Close()
	_ = os.Remove(c.path(sum))
	return nil, false
}

func (c *cache) read(sum string) ([]byte, bool) {
	f, ok := c.open(sum)
	if !ok {
		return nil, false
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	// The file may have been changed since it was held against its hash.
	return data, err == nil && layout.Sum(data) == sum
}

// keep puts a file in the cache, if it is what its hash says.
func (c *cache) keep(sum string, data []byte) {
	k := c.writer(sum)
	k.write(data)
	k.close()
}

// writer takes what is read of a file, and has it in the cache when all of it has come. A nil keeping
// keeps nothing.
func (c *cache) writer(sum string) *keeping {
	if c == nil || os.MkdirAll(filepath.Dir(c.path(sum)), 0o755) != nil {
		return nil
	}
	f, err := os.CreateTemp(filepath.Dir(c.path(sum)), sum[:8]+"-*"+passing)
	if err != nil {
		return nil
	}
	return &keeping{f: f, h: sha256.New(), sum: sum, path: c.path(sum)}
}

type keeping struct {
	f         *os.File
	h         hash.Hash
	sum, path string
	failed    bool
}

func (k *keeping) write(p []byte) {
	if k == nil || k.failed {
		return
	}
	k.h.Write(p)
	if _, err := k.f.Write(p); err != nil {
		k.failed = true
	}
}

// close puts the file in its place if it is what its hash says.
func (k *keeping) close() {
	if k == nil || k.f == nil {
		return
	}
	err := k.f.Close()
	if err != nil || k.failed || hex.EncodeToString(k.h.Sum(nil)) != k.sum || os.Rename(k.f.Name(), k.path) != nil {
		_ = os.Remove(k.f.Name())
	}
	k.f = nil
}
