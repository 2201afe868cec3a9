package publisher

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/xuri/excelize/v2"

	"rodatraden/app/i18n"
	"rodatraden/app/publishing/steps"
	"rodatraden/app/ui/guided"
	"rodatraden/data/fault"
	"rodatraden/data/repository"
)

// packages counts what is published in a folder.
func packages(t *testing.T, folder string) int {
	t.Helper()
	x, err := repository.Inspect(context.Background(), repository.Folder(folder))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range x.Committees {
		n += len(c.Packages)
	}
	return n
}

func TestFromAFileToAReceipt(t *testing.T) {
	at := copied(t)
	before := packages(t, at)
	s := open(t, Config{Repository: at}, usual, nil)
	s.is(t, steps.Home)
	if p := s.page(); !strings.Contains(p.Headline, "En nämnd är publicerad") {
		t.Errorf("the beginning says %q", p.Headline)
	}
	s.Do("begin")
	s.is(t, steps.Choose)
	s.Take(source())
	s.Do("read")
	s.is(t, steps.Review)
	if p := s.page(); p.Headline != "Inget hindrar publicering, 1 varning" {
		t.Errorf("the review says %q", p.Headline)
	}
	s.Do("go/preview")
	s.is(t, steps.Preview)
	shown := s.Known().Shown
	if shown.New != "Så blir det: Delårsrapport april 2025" || !strings.HasPrefix(shown.Before, "Publicerat nu: Månadsuppföljning mars 2025") {
		t.Errorf("the preview is of %q and %q", shown.New, shown.Before)
	}
	s.Do("go/publish")
	s.is(t, steps.Publish)
	s.Write("passphrase", word)
	s.Do("send")
	s.is(t, steps.Receipt)
	if n := packages(t, at); n != before+1 {
		t.Errorf("%d packages are published, %d before", n, before)
	}
	r := s.Known().Receipt
	if len(r.Packages) != 1 || r.Packages[0].Title != "Delårsrapport april 2025" || len(r.Words) != 12 || !r.Until.After(time.Now()) {
		t.Errorf("the receipt says %+v", r)
	}
	if _, err := os.Stat(r.Path); err != nil {
		t.Error(err)
	}
	if s.Known().Written["passphrase"] != "" {
		t.Error("the passphrase is kept")
	}
	for act, want := range map[steps.Act]string{"save.text": "kvitto.txt", "save.html": "kvitto.html"} {
		s.Do(act)
		raw, err := os.ReadFile(filepath.Join(s.saved, want))
		if err != nil || !strings.Contains(string(raw), r.Packages[0].SHA256) {
			t.Errorf("%s: %v\n%s", want, err, raw)
		}
	}
	s.Do("again")
	s.is(t, steps.Choose)
	if len(s.Known().Files) != 0 || s.Known().Ready(steps.Review) || s.Known().Ready(steps.Receipt) {
		t.Error("another publish begins with what the last one left")
	}
	s.Take(source())
	s.Do("read")
	s.is(t, steps.Review)
	s.Go(steps.Publish)
	s.Write("passphrase", word)
	s.Do("send")
	s.is(t, steps.Receipt)
	if n := packages(t, at); n != before+1 {
		t.Errorf("what is published already was published once more: %d packages", n)
	}
	if r := s.Known().Receipt; len(r.Packages) != 0 || r.Earlier != 1 || s.page().Headline != "Inget nytt: allt var redan publicerat" {
		t.Errorf("the receipt of what was published already says %q, %+v", s.page().Headline, r)
	}
}

func TestEachOfSeveralPackagesIsPreviewed(t *testing.T) {
	at := copied(t)
	s := open(t, Config{Repository: at, Files: []string{broken(t), source()}}, usual, nil)
	s.Do("read")
	s.Go(steps.Preview)
	s.is(t, steps.Preview)
	if of := s.Known().Shown.Of; len(of) != 2 {
		t.Fatalf("one can choose among %q", of)
	}
	for _, size := range []fyne.Size{{Width: 1366, Height: 690}, {Width: 1280, Height: 620}, {Width: 1024, Height: 600}} {
		s.canvas.(interface{ Resize(fyne.Size) }).Resize(size)
		for i := range 2 {
			s.Do(steps.Act(fmt.Sprint("package/", i)))
			if s.Known().Shown.Which != i {
				t.Errorf("package %d is not shown", i)
			}
			inspect(t, s, fmt.Sprint("preview of package ", i), size)
		}
	}
	if p := s.page(); p.Next == nil || p.Next.Act != "go/review" {
		t.Errorf("with faults the preview leads to %+v", p.Next)
	}
}

func TestAWrongPassphraseIsToldAndPublishesNothing(t *testing.T) {
	at := copied(t)
	before := packages(t, at)
	s := open(t, Config{Repository: at, Files: []string{source()}}, usual, nil)
	s.Do("read")
	s.Go(steps.Publish)
	s.is(t, steps.Publish)
	s.Do("send")
	if w := s.Known().Wrong; w == nil || w.Wrong != "Lösenfrasen saknas." {
		t.Errorf("nothing was written, and it says %+v", w)
	}
	s.Write("passphrase", "en annan")
	s.Do("send")
	s.is(t, steps.Publish)
	w := s.Known().Wrong
	if w == nil || w.Kind != fault.Secret || !strings.Contains(w.Do, "Inget är publicerat.") {
		t.Fatalf("it says %+v", w)
	}
	if n := packages(t, at); n != before {
		t.Errorf("%d packages are published, %d before", n, before)
	}
	if s.Known().Written["passphrase"] != "" {
		t.Error("the wrong passphrase is kept")
	}
	s.Write("passphrase", word)
	s.Do("send")
	s.is(t, steps.Receipt)
}

func TestAPublishThatWasCutShortIsCompletedInTheWindow(t *testing.T) {
	at := copied(t)
	before := packages(t, at)
	folder := t.TempDir()
	var s *stand
	cut := false
	s = open(t, Config{Home: folder, Repository: at, Files: []string{source()}}, usual, func(c *guided.Config) {
		c.Loop.Go = func(work func()) { work() }
		c.Loop.Do = func(then func()) {
			then()
			if s != nil && !cut && s.Guide != nil && s.Known().Sending != nil && s.Known().Sending.Files > 0 {
				cut = true
				s.Do("stop")
			}
		}
	})
	s.Do("read")
	s.Go(steps.Publish)
	s.Write("passphrase", word)
	s.Do("send")
	if !cut {
		t.Fatal("nothing was sent")
	}
	s.is(t, steps.Resume)
	w := s.Known().Wrong
	if w == nil || w.Wrong != "Publiceringen avbröts." || !strings.Contains(w.Do, "kan fortsättas") {
		t.Errorf("it says %+v", w)
	}
	if n := packages(t, at); n != before {
		t.Errorf("%d packages are published, %d before", n, before)
	}
	s.Start()
	s.is(t, steps.Home)
	p := s.page()
	if p.Headline != "En publicering avbröts och väntar på dig" || p.Notice == nil || !strings.Contains(p.Notice.Title, "Delårsrapport april 2025") || p.Act != "resume" {
		t.Errorf("the beginning says %q, %+v", p.Headline, p.Notice)
	}
	s.Do("resume")
	s.is(t, steps.Resume)
	s.Write("passphrase", word)
	s.Do("complete")
	s.is(t, steps.Receipt)
	if n := packages(t, at); n != before+1 {
		t.Errorf("%d packages are published, %d before", n, before)
	}
}

func TestWhatWasCutShortCanBeDiscarded(t *testing.T) {
	at := copied(t)
	before := packages(t, at)
	var s *stand
	cut := false
	s = open(t, Config{Repository: at, Files: []string{source()}}, usual, func(c *guided.Config) {
		c.Loop.Do = func(then func()) {
			then()
			if s != nil && !cut && s.Guide != nil && s.Known().Sending != nil && s.Known().Sending.Files > 0 {
				cut = true
				s.Do("stop")
			}
		}
	})
	s.Do("read")
	s.Go(steps.Publish)
	s.Write("passphrase", word)
	s.Do("send")
	s.Start()
	s.Do("discard")
	s.is(t, steps.Home)
	if s.Known().Standing.Waiting != nil {
		t.Error("it waits still")
	}
	if n := packages(t, at); n != before {
		t.Errorf("%d packages are published, %d before", n, before)
	}
}

func TestTheFirstStartMakesARepositoryAndShowsTheWordsOfTheLetter(t *testing.T) {
	for name, full := range map[string]bool{"simple": false, "with thresholds": true} {
		t.Run(name, func(t *testing.T) {
			at := filepath.Join(t.TempDir(), "ny")
			s := open(t, Config{Files: []string{t.TempDir()}}, usual, nil)
			s.is(t, steps.Place)
			s.Write("place", at)
			s.Do("make")
			if w := s.Known().Wrong; w == nil || w.Wrong != "Lösenfrasen saknas." {
				t.Errorf("without a passphrase it says %+v", w)
			}
			s.Write("passphrase", word)
			s.Write("passphrase.again", "något annat")
			s.Do("make")
			if w := s.Known().Wrong; w == nil || w.Wrong != "De två lösenfraserna är inte lika." {
				t.Errorf("with two passphrases it says %+v", w)
			}
			if _, err := os.Stat(at); err == nil {
				t.Error("something was made")
			}
			s.Write("passphrase.again", word)
			if full {
				s.Do("protection/1")
			}
			s.Do("make")
			s.is(t, steps.Letter)
			x, err := repository.Inspect(context.Background(), repository.Folder(at))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(s.Known().Standing.Words, x.Fingerprint) || len(x.Fingerprint) != 12 {
				t.Errorf("the letter has %v, the repository %v", s.Known().Standing.Words, x.Fingerprint)
			}
			if root := x.Roles[0]; (root.Threshold > 1) != full {
				t.Errorf("%d root keys must sign", root.Threshold)
			}
			s.Do("letter.save")
			raw, err := os.ReadFile(filepath.Join(s.saved, "orden-till-brevet.txt"))
			if err != nil || !strings.Contains(string(raw), strings.Join(x.Fingerprint[:6], "  ")) {
				t.Errorf("%v\n%s", err, raw)
			}
			s.Do(s.page().Next.Act)
			s.is(t, steps.Choose)
			if len(s.Known().Files) != 1 {
				t.Errorf("the file that the window was opened with is forgotten: %v", s.Known().Files)
			}
		})
	}
}

func TestTheNextStartPublishesWhereTheLastOneDid(t *testing.T) {
	at, folder := copied(t), t.TempDir()
	s := open(t, Config{Home: folder}, usual, nil)
	s.is(t, steps.Place)
	s.Write("place", filepath.Join(t.TempDir(), "finns inte"))
	s.Do("open")
	s.is(t, steps.Place)
	if w := s.Known().Wrong; w == nil || w.Wrong != "Där finns ingen publicering." {
		t.Errorf("an empty place says %+v", w)
	}
	s.Write("place", at)
	s.Do("open")
	s.is(t, steps.Home)
	s.Close()
	if err := s.p.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, Config{Home: folder}, usual, nil)
	again.is(t, steps.Home)
	if again.Known().Standing.Address != at {
		t.Errorf("it publishes in %q", again.Known().Standing.Address)
	}
}

func TestAFaultIsJumpedToInTheWorkbook(t *testing.T) {
	at := copied(t)
	book := workbook(t, at)
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	sheet, cell := findNumber(t, f)
	if err := f.SetCellValue(sheet, cell, "många"); err != nil { // 98,4
		t.Fatal(err)
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	s := open(t, Config{Repository: at, Files: []string{book}}, usual, nil)
	s.Do("read")
	s.is(t, steps.Review)
	p := s.page()
	if !strings.HasPrefix(p.Headline, "2 fel måste rättas") || p.Next == nil || p.Next.Act != "reread" {
		t.Fatalf("the review says %q and leads to %+v", p.Headline, p.Next)
	}
	var jump steps.Act
	for _, block := range p.Main {
		if found, ok := block.(steps.Found); ok && found.Mark.Text == "Fel" && strings.Contains(found.Where, "bladet Belopp") {
			jump = found.Jump.Act
		}
	}
	s.Do(jump)
	if len(s.copies) != 1 || s.copies[0] != "'"+sheet+"'!"+cell && s.copies[0] != sheet+"!"+cell {
		t.Errorf("%v is copied; the fault stands in %s, %s", s.copies, sheet, cell)
	}
	if len(s.opened) != 1 || filepath.Base(s.opened[0]) != filepath.Base(book) {
		t.Errorf("%v is opened", s.opened)
	}
	s.Go(steps.Publish)
	s.is(t, steps.Review)

	s.Do("annotate/0")
	if _, err := excelize.OpenFile(filepath.Join(s.saved, "delårsrapport-kommentarer.xlsx")); err != nil {
		t.Error(err)
	}
	s.Do("html")
	raw, err := os.ReadFile(filepath.Join(s.saved, "granskning.html"))
	if err != nil || !strings.Contains(string(raw), "många") {
		t.Errorf("%v: the page does not say what is wrong", err)
	}
}

// findNumber finds one of the amounts of a workbook.
func findNumber(t *testing.T, f *excelize.File) (sheet, cell string) {
	t.Helper()
	const sheetName, row = "Belopp", 6
	rows, err := f.GetRows(sheetName)
	if err != nil {
		t.Fatal(err)
	}
	cell, err = excelize.CoordinatesToCellName(slices.Index(rows[1], "value")+1, row)
	if err != nil {
		t.Fatal(err)
	}
	return sheetName, cell
}

func TestAFileThatChangesIsReadAgain(t *testing.T) {
	at := copied(t)
	folder := filepath.Join(t.TempDir(), "paket")
	if err := os.CopyFS(folder, os.DirFS(source())); err != nil {
		t.Fatal(err)
	}
	var looks []func()
	s := open(t, Config{Repository: at, Files: []string{folder}}, usual, func(c *guided.Config) {
		c.Loop.After = func(_ time.Duration, then func()) func() { looks = append(looks, then); return func() {} }
	})
	s.Do("read")
	s.is(t, steps.Review)
	look := func() {
		now := looks
		looks = nil
		for _, one := range now {
			one()
		}
	}
	look()
	if s.Known().Changed {
		t.Error("nothing has changed")
	}
	table := filepath.Join(folder, "amounts.csv")
	raw, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(table, []byte(strings.Replace(string(raw), "mkr", "mkx", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(table, later, later); err != nil {
		t.Fatal(err)
	}
	look()
	p := s.page()
	if !s.Known().Changed || p.Notice == nil || p.Act != "reread" {
		t.Fatalf("the change is not told of: %+v", p.Notice)
	}
	s.Do("reread")
	if s.Known().Changed || s.Known().Batch.Faults() == 0 {
		t.Errorf("what was read again: %d faults", s.Known().Batch.Faults())
	}
}

func TestTheSignatureIsRenewedAndReadersAreGivenAFile(t *testing.T) {
	at := copied(t)
	now := time.Now().Add(20 * 24 * time.Hour)
	s := open(t, Config{Repository: at, Now: func() time.Time { return now }}, usual, nil)
	k := s.Known()
	k.Now = now
	if p := steps.Build(steps.Home, k, i18n.New(i18n.Swedish)); !strings.HasPrefix(p.Headline, "Signaturen måste förnyas senast") {
		t.Errorf("with twenty days left it says %q", p.Headline)
	}
	until := s.Known().Standing.Until()
	s.Go(steps.Renew)
	s.Write("passphrase", word)
	s.Do("renew")
	s.is(t, steps.Home)
	if !s.Known().Standing.Until().After(until) || s.Known().Said != "Signaturen är förnyad" {
		t.Errorf("the signature ends %v, before %v: %q", s.Known().Standing.Until(), until, s.Known().Said)
	}
	s.Go(steps.Subscription)
	file := filepath.Join(s.saved, "socialnamnden.prenumeration")
	s.Write("subscription", file)
	s.Do("subscribe")
	if w := s.Known().Wrong; w == nil || w.Wrong != "Läsarnas adress saknas." {
		t.Errorf("without an address it says %+v", w)
	}
	s.Write("address", "https://uppfoljning.example.se/")
	s.Do("subscribe")
	if _, err := os.Stat(file); err != nil || s.Known().Said != "Sparat: "+file {
		t.Errorf("%v: %q", err, s.Known().Said)
	}
}

func TestAWorkbookForTheNextMonthIsMade(t *testing.T) {
	at := copied(t)
	s := open(t, Config{Repository: at}, usual, nil)
	s.Do("workbook/socialnamnden")
	s.is(t, steps.Workbook)
	book := filepath.Join(s.saved, "nästa.xlsx")
	s.Write("workbook", book)
	s.Do("fill")
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatalf("%v: %+v", err, s.Known().Wrong)
	}
	defer f.Close()
	s.Do("committee/1") // another, which nothing is published of
	s.Write("committee.name", "Kultur- och fritidsnämnden")
	s.Write("period", "2025-05")
	other := filepath.Join(s.saved, "kultur.xlsx")
	s.Write("workbook", other)
	s.Do("fill")
	if _, err := os.Stat(other); err != nil {
		t.Errorf("a committee that publishes for the first time: %v, %+v", err, s.Known().Wrong)
	}
}

func TestWhatIsSaidIsSaidInTheOtherLanguageAtOnce(t *testing.T) {
	at := copied(t)
	s := open(t, Config{Repository: at, Files: []string{source()}}, usual, nil)
	s.Do("read")
	s.press(fyne.KeyE, fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift)
	if p := s.page(); p.Headline != "Nothing stops publishing, 1 warning" {
		t.Errorf("the review says %q", p.Headline)
	}
	if f := s.Known().Batch.Packages[0].Checked.Findings[0]; strings.Contains(f.Wrong, "avvikelsen") {
		t.Errorf("a finding is still in Swedish: %s", f.Wrong)
	}
}

func TestAStepThatIsCalledOffLeavesNothing(t *testing.T) {
	at := copied(t)
	var work []func()
	s := open(t, Config{Repository: at, Files: []string{source()}}, usual, func(c *guided.Config) {
		first := true
		c.Loop.Go = func(do func()) {
			if first { // how the publishing stands is read at once
				first = false
				do()
				return
			}
			work = append(work, do)
		}
	})
	s.Do("read")
	if !s.Busy() || s.page().Call == nil {
		t.Fatal("nothing is under way")
	}
	s.Do("stop")
	for _, do := range work {
		do()
	}
	s.is(t, steps.Choose)
	if s.Busy() || s.Known().Batch != nil {
		t.Error("what was called off came all the same")
	}
}

func TestASecondWindowOnTheSameHomeIsRefused(t *testing.T) {
	folder := t.TempDir()
	p, err := New(context.Background(), Config{Home: folder})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if _, err := New(context.Background(), Config{Home: folder}); fault.KindOf(err) != fault.Locked {
		t.Errorf("%v", err)
	}
}

// press gives the canvas a shortcut, as a keyboard does.
func (s *stand) press(key fyne.KeyName, mod fyne.KeyModifier) {
	s.canvas.(interface{ TypedShortcut(fyne.Shortcut) }).TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: mod})
}
