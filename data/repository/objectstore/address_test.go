package objectstore

import (
	"context"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"rodatraden/data/fault"
)

func TestAnAddressSaysBucketPrefixRegionAndEndpointAndNothingElse(t *testing.T) {
	for address, want := range map[string]place{
		"s3://uppfoljning":                               {bucket: "uppfoljning"},
		"s3://uppfoljning/":                              {bucket: "uppfoljning"},
		"s3://uppfoljning/a/b/?region=eu-north-1":        {bucket: "uppfoljning", prefix: "a/b", region: "eu-north-1"},
		"s3://upp.foljning/a?endpoint=https://s3.x.se":   {bucket: "upp.foljning", prefix: "a", endpoint: "https://s3.x.se"},
		"s3://upp-1/a?endpoint=http%3A%2F%2F[::1]:9000/": {bucket: "upp-1", prefix: "a", endpoint: "http://[::1]:9000"},
	} {
		if got, err := parse(address); err != nil || got != want {
			t.Errorf("%s: %+v %v", address, got, err)
		}
	}
	for _, address := range []string{
		"", "s3:", "s3://", "s3:///a", "S3//a", "https://uppfoljning", "s3://up", "s3://Uppfoljning", "s3://upp_foljning", "s3://uppfoljning:80",
		"s3://AKIA:hemlig@uppfoljning/a", "s3://uppfoljning/a//b", "s3://uppfoljning/../b", "s3://uppfoljning/å", "s3://uppfoljning/a#b",
		"s3://uppfoljning?profile=x", "s3://uppfoljning?region=", "s3://uppfoljning?region=a&region=b", "s3://uppfoljning?%zz",
		"s3://uppfoljning?endpoint=http://s3.x.se", "s3://uppfoljning?endpoint=s3.x.se", "s3://uppfoljning?endpoint=https://a:b@s3.x.se",
		"s3://uppfoljning/" + strings.Repeat("a", 200), "s3://" + strings.Repeat("a", 64),
	} {
		if got, err := parse(address); err == nil {
			t.Errorf("%q is read as %+v", address, got)
		}
		if _, err := Open(context.Background(), address, Options{}); fault.KindOf(err) != fault.Usage {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestAKeyInAnAddressIsNotShownAgain(t *testing.T) {
	_, err := Open(context.Background(), "s3://AKIA:hemlig@uppfoljning/a", Options{})
	if err == nil || strings.Contains(err.Error(), "hemlig") || strings.Contains(err.Error(), "AKIA") {
		t.Errorf("%v", err)
	}
}

func TestAFolderIsAPathOrAFileAddress(t *testing.T) {
	for address, want := range map[string]string{
		"publicerat":                  "publicerat",
		"/srv/publicerat":             "/srv/publicerat",
		`C:\publicerat`:               `C:\publicerat`,
		"./a://b":                     "./a://b",
		"file:///srv/publicerat":      "/srv/publicerat",
		"file://localhost/srv/pub":    "/srv/pub",
		"file:///srv/m%C3%A5nad%20tv": "/srv/månad tv",
	} {
		if runtime.GOOS == "windows" && strings.HasPrefix(address, "file:") {
			want = filepath.FromSlash(strings.TrimPrefix(want, "/"))
		}
		if got, err := FolderOf(address); err != nil || got != want {
			t.Errorf("%s: %q %v", address, got, err)
		}
	}
	for _, address := range []string{"", "file://", "file:///", "file://srv/publicerat", "file:///a?b=c", "file:///a#b", "https://a.se/b", "gs://a", "az://a"} {
		if got, err := FolderOf(address); err == nil {
			t.Errorf("%q is the folder %q", address, got)
		}
		if _, err := OpenAddress(context.Background(), address, Options{}); fault.KindOf(err) != fault.Usage {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// Whatever an address is taken for, it is taken for the same when it is written out again.
func FuzzAddress(f *testing.F) {
	f.Add("s3://uppfoljning/a/b?region=eu-north-1&endpoint=https://s3.x.se")
	f.Add("file:///srv/publicerat")
	f.Add("publicerat")
	f.Fuzz(func(t *testing.T, address string) {
		if p, err := parse(address); err == nil {
			again, err := parse(p.String())
			if p.region, p.endpoint = "", ""; err != nil || again != p {
				t.Errorf("%q: %+v, and %+v %v", address, p, again, err)
			}
			if strings.Contains("/"+p.prefix+"/", "/../") {
				t.Errorf("%q leads out of its prefix: %+v", address, p)
			}
		}
		if dir, err := FolderOf(address); err == nil && (dir == "" || strings.HasPrefix(address, scheme)) {
			t.Errorf("%q is the folder %q", address, dir)
		}
	})
}
