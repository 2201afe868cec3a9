package spreadsheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"rodatraden/data/followup"
)

// The causes where a file is none that is read.
var (
	errEmpty    = errors.New("the file is empty")
	errTooBig   = errors.New("the file is too large")
	errOldExcel = errors.New("it is an old Excel file")
	errWebPage  = errors.New("it is a web page")
	errUnknown  = errors.New("it is neither a workbook nor text")
)

// read opens a file by what its first bytes are.
func read(name string, r io.ReaderAt, size int64, c *followup.Collector) (*Book, error) {
	b := &Book{}
	at := followup.Finding{File: name}
	err := func() error {
		if size > MaxBytes {
			return errTooBig
		}
		head := make([]byte, min(size, 8<<10))
		if n, err := r.ReadAt(head, 0); n < len(head) {
			return fmt.Errorf("reading: %w", err)
		}
		switch {
		case size == 0:
			return errEmpty
		case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
			p, err := openParts(r, size)
			if err != nil {
				return err
			}
			w, err := openWorkbook(name, p)
			if err != nil {
				return err
			}
			b.workbook, b.content, b.sheets = true, w, w.sheets
			return nil
		case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
			return compound(r, size)
		case isMarkup(head):
			return errWebPage
		case isBinary(head):
			return errUnknown
		}
		t, err := openText(name, r, size, c)
		if err != nil {
			return err
		}
		b.content, b.sheets = t, []Sheet{{Name: strings.TrimSuffix(name, filepath.Ext(name))}}
		return nil
	}()
	if err != nil {
		return nil, refuse("spreadsheet.Open", c, at, err)
	}
	says := strings.ToLower(filepath.Ext(name))
	if b.workbook && !slices.Contains(workbookEndings, says) || !b.workbook && slices.Contains(officeEndings, says) {
		args := map[string]string{"Ending": says, "Workbook": ""}
		if b.workbook {
			args["Workbook"] = "true"
		}
		c.Add(followup.Finding{Severity: followup.Assumed, Code: Named, File: name, Args: args})
	}
	return b, nil
}

// The endings of files that hold a workbook that can be read, and of those that are no text.
var (
	workbookEndings = []string{".xlsx", ".xlsm", ".xltx", ".xltm"}
	officeEndings   = append([]string{".xls", ".xlsb", ".ods", ".xlt"}, workbookEndings...)
)

// isMarkup tells a web page, or a table that a system has written as one.
func isMarkup(head []byte) bool {
	s := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n"))
	for _, begins := range []string{"<!doctype", "<html", "<head", "<body", "<table", "<meta", "<style", "<script", "<?xml", "<workbook", "<div"} {
		if bytes.HasPrefix(s, []byte(begins)) {
			return true
		}
	}
	return bytes.HasPrefix(s, []byte("mime-version:")) // a page saved with its pictures
}

// isBinary tells what is no text: it has zero bytes without being UTF-16, or begins as other files do.
func isBinary(head []byte) bool {
	for _, begins := range []string{"%PDF-", `{\rtf`, "\x1F\x8B", "7z\xBC\xAF", "Rar!", "PK\x07\x08", "\x89PNG", "\xFF\xD8\xFF"} {
		if bytes.HasPrefix(head, []byte(begins)) {
			return true
		}
	}
	_, wide := followup.UTF16Order(head)
	return !wide && bytes.IndexByte(head, 0) >= 0
}

// compound tells what sort of file a compound document is: Excel keeps locked workbooks in one, and
// before 2007 all. Its directory is made of entries of 128 bytes that begin with their names.
func compound(r io.ReaderAt, size int64) error {
	const entry = 128
	lock, old := wideName("EncryptedPackage"), [][]byte{wideName("Workbook"), wideName("Book")}
	block := make([]byte, 512*entry)
	found := errUnknown
	for at := int64(0); at < size; at += int64(len(block)) {
		n, err := r.ReadAt(block, at)
		if err != nil && err != io.EOF {
			return fmt.Errorf("reading: %w", err)
		}
		for i := 0; i+entry <= n; i += entry {
			if bytes.HasPrefix(block[i:], lock) {
				return errLocked
			}
			for _, name := range old {
				if bytes.HasPrefix(block[i:], name) {
					found = errOldExcel
				}
			}
		}
	}
	return found
}

// wideName is a name as a compound document's directory has it.
func wideName(name string) []byte {
	var b []byte
	for _, c := range []byte(name + "\x00") {
		b = append(b, c, 0)
	}
	return b
}
