package publisher

import (
	"path/filepath"
	"strings"
	"testing"

	"rodatraden/app/publishing/steps"
	"rodatraden/data/repository/objectstore/objectstoretest"
)

func TestAnObjectStoreIsPublishedToInTheWindowFromTheFirstStart(t *testing.T) {
	if _, err := published(); err != nil { // which writes the sources
		t.Fatal(err)
	}
	server := objectstoretest.Start(t)
	address := server.Bucket("uppfoljning")
	file := filepath.Join(shared, "sources", "010-socialnamnden-2023-05-monthly")
	s := open(t, Config{Files: []string{file}}, usual, nil)
	s.is(t, steps.Place)
	s.Write("place", address)
	s.Write("passphrase", word)
	s.Write("passphrase.again", word)
	s.Do("make")
	s.is(t, steps.Letter)
	s.Do("go/choose")
	s.Do("read")
	s.is(t, steps.Review)
	s.Do("go/preview")
	if p := s.page(); !s.Known().First || !strings.Contains(p.Sub, "inget publicerat sedan tidigare") {
		t.Errorf("the first preview says %q", p.Sub)
	}
	s.Go(steps.Publish)
	s.Write("passphrase", word)
	s.Do("send")
	s.is(t, steps.Receipt)
	if r := s.Known().Receipt; r.Address != address || len(r.Packages) != 1 {
		t.Errorf("the receipt says %+v", r)
	}
}
