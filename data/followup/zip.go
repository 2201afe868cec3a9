package followup

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"rodatraden/data/fault"
)

// errRatio ends reading from a ZIP that unpacks beyond MaxZipRatio.
var errRatio = errors.New(LimitZipRatio)

// errPackage ends reading from a ZIP whose files are together beyond MaxPackageBytes.
var errPackage = errors.New(LimitPackage)

// zipFolder reads a package from a ZIP. What an archive says of itself is never believed: bytes
// are counted as they are unpacked.
type zipFolder struct {
	r      *zip.Reader
	packed int64 // the length of the archive
	read   int64 // bytes unpacked so far, of all files
}

func (z *zipFolder) entries(c *collector) ([]entry, error) {
	var all []entry
	seen := map[string]bool{}
	var packed uint64
	for _, f := range z.r.File {
		if strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0 {
			if code := checkPath(strings.TrimSuffix(f.Name, "/")); code != "" {
				c.fault(code, place{file: shorten(f.Name)}, "Limit", strconv.Itoa(MaxPathLength))
			}
			continue
		}
		if len(all) > 2*MaxFiles {
			break // the limit is told; no more is needed
		}
		packed += f.CompressedSize64
		switch {
		case !f.Mode().IsRegular():
			c.fault(FileNotRegular, place{file: shorten(f.Name)})
			continue
		case f.Flags&1 != 0, f.Method != zip.Store && f.Method != zip.Deflate:
			c.fault(ZipMethod, place{file: shorten(f.Name)})
			continue
		case seen[f.Name]:
			c.fault(FileTwice, place{file: shorten(f.Name)}, "Other", shorten(f.Name))
			continue
		case f.UncompressedSize64 > 1<<62:
			c.fault(ZipBroken, place{file: shorten(f.Name)})
			continue
		}
		seen[f.Name] = true
		all = append(all, entry{f.Name, int64(f.UncompressedSize64)})
	}
	if packed > uint64(z.packed) {
		c.fault(ZipBroken, place{file: ManifestName}) // files that share their packed bytes
		return nil, nil
	}
	return all, nil
}

func (z *zipFolder) open(name string) (io.ReadCloser, error) {
	for _, f := range z.r.File {
		if f.Name == name {
			r, err := f.Open()
			if err != nil {
				return nil, err
			}
			return &counted{ReadCloser: r, of: z, packed: int64(f.CompressedSize64)}, nil
		}
	}
	return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
}

// counted stops a file that unpacks to more than MaxZipRatio times its packed length.
type counted struct {
	io.ReadCloser
	of     *zipFolder
	packed int64
	read   int64
}

func (r *counted) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	r.read += int64(n)
	r.of.read += int64(n)
	if r.read > MaxZipRatio*r.packed {
		return 0, errRatio
	}
	if r.of.read > MaxPackageBytes+MaxManifestBytes {
		return 0, errPackage
	}
	return n, err
}

// zipFiles opens the resources of a package in a ZIP.
type zipFiles string

func (name zipFiles) Open(r Resource) (io.ReadCloser, error) {
	const op = "followup.Open"
	archive, err := zip.OpenReader(string(name))
	if err != nil {
		return nil, local(op, string(name), err)
	}
	info, err := os.Stat(string(name))
	if err != nil {
		archive.Close()
		return nil, local(op, string(name), err)
	}
	z := &zipFolder{r: &archive.Reader, packed: info.Size()}
	f, err := z.open(r.Path)
	if err != nil {
		archive.Close()
		return nil, local(op, r.Path, err)
	}
	return Verified(both{f, archive}, r), nil
}

// both closes a file and the archive that it is in.
type both struct {
	io.ReadCloser
	archive io.Closer
}

func (b both) Close() error { return errors.Join(b.ReadCloser.Close(), b.archive.Close()) }

func (b both) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, errRatio) || errors.Is(err, errPackage) {
		err = fault.New("followup.Read", fault.Limit, "", err)
	}
	return n, err
}

// zipWriter packs files in the order given, without time stamps, so that the same files make the
// same archive.
type zipWriter struct {
	*zip.Writer
	buffered *bufio.Writer
}

func newZipWriter(w io.Writer) *zipWriter {
	b := bufio.NewWriter(w)
	return &zipWriter{zip.NewWriter(b), b}
}

func (z *zipWriter) create(name string) (io.Writer, error) {
	return z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
}

func (z *zipWriter) close() error {
	return errors.Join(z.Writer.Close(), z.buffered.Flush())
}
