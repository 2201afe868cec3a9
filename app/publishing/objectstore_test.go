package publishing

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/objectstore/objectstoretest"
)

func TestAnObjectStoreIsPublishedToAsAFolderIs(t *testing.T) {
	server := objectstoretest.Start(t)
	c := configOf(t.TempDir())
	c.Repository = server.Bucket("publicerat")
	d := opened(t, c)
	kind(t, d.Exists(ctx), fault.NotFound)
	if err := d.Init(ctx, repository.InitOptions{}); err != nil {
		t.Fatal(err)
	}
	if rel, err := filepath.Rel(c.Home, d.Keys()); err != nil || !filepath.IsLocal(rel) {
		t.Errorf("the keys lie in %s", d.Keys())
	}
	all := sources(t)
	published(t, d, all[0])

	// What has been read is kept in the home: another day it is not fetched again.
	read(t, d, all[1])
	server.Seen()
	d = opened(t, c)
	p := previewed(t, d, all[1])
	if p.Packages[0].Now == nil {
		t.Errorf("%+v", p.Packages[0])
	}
	for _, r := range server.Seen() {
		if strings.Contains(r.Path, "/blobs/") || strings.HasSuffix(r.Path, "datapackage.json") {
			t.Errorf("%+v is asked for again", r)
		}
	}

	// The connection is lost just as the publish is done: it is completed, though nobody has heard that it was.
	b := read(t, d, all[1])
	lost := false
	server.Judge(func(r objectstoretest.Request, _ *http.Request) objectstoretest.Verdict {
		switch {
		case lost:
			return objectstoretest.Cut
		case r.Method == http.MethodPut && strings.HasSuffix(r.Path, "timestamp.json"):
			lost = true
			return objectstoretest.Lose
		}
		return objectstoretest.Pass
	})
	_, err := d.Publish(ctx, b, nil)
	if err == nil {
		t.Fatal("it is told as published")
	}
	server.Judge(nil)
	left := waiting(t, d, 1)[0]
	c.Passphrase = nil
	r, err := opened(t, c).Resume(ctx, left.ID, nil)
	if err != nil || len(r.Packages) != 1 || r.Packages[0].SHA256 != left.Packages[0].SHA256 {
		t.Fatalf("%+v, %v", r, err)
	}
	x, err := d.Inspect(ctx)
	if err != nil || len(x.Committees[0].Packages) != 2 {
		t.Errorf("%+v, %v", x, err)
	}
}
