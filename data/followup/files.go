package followup

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"regexp"

	"rodatraden/data/fault"
)

var hashForm = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

// hashOf writes a hash as the manifest does.
func hashOf(sum []byte) string { return "sha256:" + hex.EncodeToString(sum) }

// FolderFiles opens the resources of a package that lies in a folder. Nothing outside the folder
// is ever opened, whatever a path says and wherever a symbolic link points.
func FolderFiles(dir string) Files { return folderFiles(dir) }

type folderFiles string

func (dir folderFiles) Open(r Resource) (io.ReadCloser, error) {
	const op = "followup.Open"
	if code := checkPath(r.Path); code != "" {
		return nil, fault.New(op, fault.Format, r.Path, errors.New(code))
	}
	root, err := os.OpenRoot(string(dir))
	if err != nil {
		return nil, local(op, string(dir), err)
	}
	defer root.Close()
	info, err := root.Lstat(r.Path)
	if err != nil {
		return nil, local(op, r.Path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, fault.New(op, fault.Format, r.Path, errors.New(FileNotRegular))
	}
	f, err := root.Open(r.Path)
	if err != nil {
		return nil, local(op, r.Path, err)
	}
	return Verified(f, r), nil
}

// FSFiles opens the resources of a package that lies in a file system, such as one embedded.
func FSFiles(fsys fs.FS) Files { return fsFiles{fsys} }

type fsFiles struct{ fs.FS }

func (f fsFiles) Open(r Resource) (io.ReadCloser, error) {
	const op = "followup.Open"
	if code := checkPath(r.Path); code != "" {
		return nil, fault.New(op, fault.Format, r.Path, errors.New(code))
	}
	file, err := f.FS.Open(r.Path)
	if err != nil {
		return nil, local(op, r.Path, err)
	}
	return Verified(file, r), nil
}

// Verified wraps the bytes of a resource so that they are checked while they are read: reading
// ends with a fault of the kind Content instead of io.EOF where length or hash differ from what
// the resource says, and as soon as there are too many. Implementations of Files use it. A
// resource without a hash, of a source, is only held to the limit of one file.
func Verified(r io.ReadCloser, of Resource) io.ReadCloser {
	if v, ok := r.(*verified); ok && v.of.Hash == of.Hash && v.of.Bytes == of.Bytes {
		return r
	}
	return &verified{ReadCloser: r, of: of, sum: sha256.New()}
}

type verified struct {
	io.ReadCloser
	of   Resource
	sum  hash.Hash
	read int64
}

func (v *verified) Read(p []byte) (int, error) {
	const op = "followup.Read"
	n, err := v.ReadCloser.Read(p)
	v.read += int64(n)
	v.sum.Write(p[:n])
	if v.read > MaxFileBytes {
		return 0, fault.New(op, fault.Limit, v.of.Path, fmt.Errorf("%s: more than %d bytes", LimitFile, MaxFileBytes))
	}
	if v.of.Hash == "" {
		return n, err
	}
	if v.read > v.of.Bytes {
		return 0, fault.New(op, fault.Content, v.of.Path, fmt.Errorf("more than the %d bytes listed", v.of.Bytes))
	}
	if err == io.EOF {
		if v.read != v.of.Bytes {
			return 0, fault.New(op, fault.Content, v.of.Path, fmt.Errorf("%d bytes of the %d listed", v.read, v.of.Bytes))
		}
		if got := hashOf(v.sum.Sum(nil)); got != v.of.Hash {
			return 0, fault.New(op, fault.Content, v.of.Path, fmt.Errorf("%s, not the %s listed", got, v.of.Hash))
		}
	}
	return n, err
}

// local makes an error of the disk one that crosses packages; one that does already stays.
func local(op, path string, err error) error {
	var known *fault.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(op, fault.NotFound, path, err)
	case errors.Is(err, fs.ErrExist):
		return fault.New(op, fault.Exists, path, err)
	}
	return fault.New(op, fault.Local, path, err)
}
