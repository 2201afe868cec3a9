package layout

import (
	"strings"
	"testing"
)

func TestWhatNeverChangesMayBeKeptAndTheTimestampMayNot(t *testing.T) {
	sum := strings.Repeat("ab", 32)
	for path, want := range map[string]Headers{
		Timestamp:                                    {NoCache, jsonType, true},
		"trollhattan.prenumeration":                  {NoCache, jsonType, true},
		MetadataPath("root", 3):                      {immutable, jsonType, false},
		MetadataPath("asn", 12):                      {immutable, jsonType, false},
		TargetPath("asn/index.json", sum):            {immutable, jsonType, false},
		TargetPath("asn/mars/datapackage.json", sum): {immutable, jsonType, false},
		BlobPath(sum):                                {immutable, "application/octet-stream", false},
	} {
		if got, ok := HeadersOf(path); !ok || got != want {
			t.Errorf("%s: %+v %t", path, got, ok)
		}
	}
	for _, path := range []string{"", ".lock", "metadata", "metadata/", "index.html", "blobs/ab/" + sum[1:], "targets/../blobs/ab/" + sum, "/" + Timestamp} {
		if h, ok := HeadersOf(path); ok {
			t.Errorf("%q is no file of a repository: %+v", path, h)
		}
	}
}

func TestAFileThatBearsItsHashIsKnownByItsName(t *testing.T) {
	sum := strings.Repeat("ab", 32)
	for _, path := range []string{TargetPath("asn/index.json", sum), TargetPath("asn/mars/datapackage.json", sum), BlobPath(sum)} {
		if got, ok := SumIn(path); !ok || got != sum {
			t.Errorf("%s: %q %t", path, got, ok)
		}
	}
	for _, path := range []string{Timestamp, MetadataPath("root", 1), "trollhattan.prenumeration", sum} {
		if got, ok := SumIn(path); ok {
			t.Errorf("%s bears %q", path, got)
		}
	}
}
