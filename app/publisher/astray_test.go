package publisher

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rodatraden/app/publishing/steps"
	"rodatraden/app/ui/guided"
	"rodatraden/data/fault"
)

func TestASourceThatChangesAfterItsPreviewIsNotPublishedUnseen(t *testing.T) {
	at := copied(t)
	before := packages(t, at)
	folder := filepath.Join(t.TempDir(), "paket")
	if err := os.CopyFS(folder, os.DirFS(source())); err != nil {
		t.Fatal(err)
	}
	s := open(t, Config{Repository: at, Files: []string{folder}}, usual, nil)
	s.Do("read")
	s.Go(steps.Preview)
	s.is(t, steps.Preview)
	path := filepath.Join(folder, "datapackage.json")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	other := strings.Replace(string(raw), "Delårsrapport april 2025", "Något helt annat", 1)
	if other == string(raw) {
		t.Fatal("nothing was changed")
	}
	if err := os.WriteFile(path, []byte(other), 0o644); err != nil {
		t.Fatal(err)
	}
	s.Go(steps.Publish)
	s.Write("passphrase", word)
	s.Do("send")
	if n := packages(t, at); n != before {
		t.Errorf("%d packages are published, %d before", n, before)
	}
	s.is(t, steps.Review)
	if p := s.page(); p.Act != "reread" || s.Known().Written["passphrase"] != "" {
		t.Errorf("it says %+v", p.Notice)
	}
	s.Do("reread")
	s.Go(steps.Publish)
	s.Write("passphrase", word)
	s.Do("send")
	s.is(t, steps.Receipt)
	if title := s.Known().Receipt.Packages[0].Title; title != "Något helt annat" {
		t.Errorf("published as %q", title)
	}
}

func left(t *testing.T, dir string) {
	t.Helper()
	if found, _ := filepath.Glob(filepath.Join(dir, "rodatraden-preview-*")); len(found) > 0 {
		t.Errorf("left behind: %v", found)
	}
}

func TestAPreviewThatIsCalledOffLeavesNothingBehind(t *testing.T) {
	at := copied(t)
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	var s *stand
	armed := false
	s = open(t, Config{Repository: at, Files: []string{source()}}, usual, func(c *guided.Config) {
		c.Loop.Do = func(then func()) {
			if armed {
				armed = false
				s.Do("stop")
			}
			then()
		}
	})
	s.Do("read")
	armed = true
	s.Go(steps.Preview)
	s.Close()
	left(t, dir)
}

func TestAWindowThatClosesWhileAPreviewIsMadeLeavesNothingBehind(t *testing.T) {
	at := copied(t)
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	var held []func()
	armed := false
	s := open(t, Config{Repository: at, Files: []string{source()}}, usual, func(c *guided.Config) {
		c.Loop.Do = func(then func()) {
			if armed {
				held = append(held, then)
				return
			}
			then()
		}
	})
	s.Do("read")
	armed = true
	s.Go(steps.Preview)
	s.Close()
	for _, then := range held {
		then()
	}
	left(t, dir)
}

// away is a desk whose place does not answer.
type away struct {
	guided.Desk
	at string
	on bool
}

func (a *away) Standing(ctx context.Context) (*steps.Standing, error) {
	if a.on {
		return &steps.Standing{Address: a.at}, fault.New("away", fault.Offline, a.at, errors.New("no answer"))
	}
	return a.Desk.Standing(ctx)
}

func (a *away) Publish(ctx context.Context, word string, p func(steps.Sending)) (*steps.Receipted, error) {
	a.on = true
	return nil, fault.New("away", fault.Offline, a.at, errors.New("no answer"))
}

func TestAPlaceThatDoesNotAnswerIsNotSaidToBeUnchosen(t *testing.T) {
	at := copied(t)
	var place *away
	s := open(t, Config{Repository: at}, usual, func(c *guided.Config) { place = &away{c.Desk, at, true}; c.Desk = place })
	p := s.page()
	if p.Headline != "Det som är publicerat går inte att läsa nu" || p.Notice == nil || p.Next == nil || p.Next.Act != "look" {
		t.Errorf("it says %q, %+v, %+v", p.Headline, p.Notice, p.Next)
	}
	place.on = false
	s.Do(p.Next.Act)
	if p := s.page(); !strings.Contains(p.Sub, at) || p.Notice != nil || len(p.Left) == 0 {
		t.Errorf("when it answers again it says %q, %+v", p.Headline, p.Notice)
	}
}

func TestAPublishThatLosesItsPlaceTellsThatNothingIsPublished(t *testing.T) {
	at := copied(t)
	s := open(t, Config{Repository: at, Files: []string{source()}}, usual, func(c *guided.Config) { c.Desk = &away{c.Desk, at, false} })
	s.Do("read")
	s.Go(steps.Publish)
	s.Write("passphrase", word)
	s.Do("send")
	if w := s.Known().Wrong; w == nil || !strings.Contains(w.Do, "Inget är publicerat. Läsarna ser det som förut.") {
		t.Errorf("it says %+v", w)
	}
	s.Go(steps.Preview)
	s.is(t, steps.Preview)
}

func TestAPassphraseIsForgottenWhenItsStepIsLeftAnyWay(t *testing.T) {
	at := copied(t)
	s := open(t, Config{Repository: at, Files: []string{source()}}, usual, nil)
	s.Do("read")
	s.Go(steps.Publish)
	s.Write("passphrase", word)
	s.Take(copied(t))
	if s.At() == steps.Publish || s.Known().Written["passphrase"] != "" {
		t.Errorf("dropped file: at %s it is kept", s.At())
	}
	s.Go(steps.Place)
	s.Write("place", at)
	s.Write("passphrase", word)
	s.Write("passphrase.again", word)
	s.Do("open")
	if s.At() == steps.Place || s.Known().Written["passphrase"] != "" || s.Known().Written["passphrase.again"] != "" {
		t.Errorf("another place: at %s it is kept", s.At())
	}
}
