package kolada

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rodatraden/data/fault"
	"rodatraden/data/home"
	"rodatraden/data/importer"
)

// kept is an answer as a cache keeps it: one file in JSON.
type kept struct {
	Address      string          `json:"address"`
	Fetched      time.Time       `json:"fetched"` // or last found unchanged
	ETag         string          `json:"etag,omitempty"`
	LastModified string          `json:"last_modified,omitempty"`
	Answer       json.RawMessage `json:"answer"` // as it came
}

// cacheFile names the file of an answer: the beginning of its address for a person, and its hash.
func cacheFile(dir, address string) string {
	_, rest, _ := strings.Cut(address, "://")
	_, rest, _ = strings.Cut(rest, "/")
	name := importer.ID(rest)
	if len(name) > 60 {
		name = strings.TrimRight(name[:60], "-")
	}
	sum := sha256.Sum256([]byte(address))
	return filepath.Join(dir, name+"-"+hex.EncodeToString(sum[:8])+".json")
}

// readKept reads an answer from a cache. It is nil where there is none; a file that is no answer to the
// address is an error.
func readKept(dir, address string) (*kept, error) {
	if dir == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(cacheFile(dir, address))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var k kept
	if err := json.Unmarshal(raw, &k); err != nil {
		return nil, err
	}
	if k.Address != address {
		return nil, errors.New("the answer to another question")
	}
	return &k, nil
}

// writeKept puts an answer in a cache.
func writeKept(dir string, k *kept) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(k)
	if err == nil {
		err = os.MkdirAll(dir, 0o755)
	}
	if err == nil {
		err = home.Replace(cacheFile(dir, k.Address), b.Bytes())
	}
	if err != nil {
		return fault.New("kolada.Read", fault.Local, dir, err)
	}
	return nil
}
