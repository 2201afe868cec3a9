package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"rodatraden/data/database"
	"rodatraden/data/fault"
	"rodatraden/data/model"
)

func TestForecastJourneyIsReadAsKnown(t *testing.T) {
	l := newLibrary(t)
	february := newPack(1, "2019-02-28").amount("asn", "variance_forecast", "2019", "-19.6")
	march := newPack(2, "2019-03-31").amount("asn", "variance_forecast", "2019", "-20.1")
	april := newPack(3, "2019-04-30").amount("asn", "variance_forecast", "2019", "-18").
		amount("asn", "variance_outcome", "2018", "-34", "place=1").
		amount("asn", "variance_outcome", "2018", "-34", "place=2", "approximate=true")
	corrected := newPack(4, "2019-03-31").amount("asn", "variance_forecast", "2019", "-21.0").supersedes(march)
	install(t, l, february, march, april, corrected)

	forecast := []Match{Is("line", "asn"), Is("measure", "variance_forecast"), Is("period", "2019")}
	for moment, want := range map[int64][2]string{
		0:      {"", ""},
		1:      {"p01:-19.6", "p01:-19.6"},
		2:      {"p02:-20.1", "p01:-19.6 p02:-20.1"},
		3:      {"p03:-18", "p01:-19.6 p02:-20.1 p03:-18"},
		Latest: {"p03:-18", "p01:-19.6 p04:-21.0 p03:-18"},
	} {
		if got := cellsOf(current(t, l, at(moment), "amounts", forecast...), "value"); got != want[0] {
			t.Errorf("at %d the forecast is %s, want %s", moment, got, want[0])
		}
		if got := journey(t, l, at(moment), "value", "amounts", forecast...); got != want[1] {
			t.Errorf("at %d the journey is %s, want %s", moment, got, want[1])
		}
	}
	if got := cellsOf(current(t, l, at(Latest), "amounts", Starts("period", "2018")), "place"); got != "p03:1 p03:2" {
		t.Errorf("two places of one statement: %s", got)
	}
	packages, err := l.Packages(context.Background(), repo, "asn")
	if err != nil {
		t.Fatal(err)
	}
	var ranked []string
	for _, p := range packages {
		ranked = append(ranked, fmt.Sprint(p.Name, " ", p.SupersededAt))
	}
	if got := strings.Join(ranked, ", "); got != "p01 0, p02 4, p04 0, p03 0" {
		t.Errorf("the packages by rank are %s", got)
	}
}

func TestAWithdrawalIsAnEmptyStatement(t *testing.T) {
	l := newLibrary(t)
	told := newPack(1, "2019-03-31").row("assumptions", "id=a", "kind=assumption", "text=Volymerna minskar")
	withdrawn := newPack(2, "2019-04-30").withdraw("assumptions", "a")
	again := newPack(3, "2019-05-31").row("assumptions", "id=a", "kind=assumption", "text=Volymerna ökar")
	install(t, l, told, withdrawn, again)
	for moment, want := range map[int64][2]string{
		1: {"p01:Volymerna minskar", "p01:Volymerna minskar"},
		2: {"", "p01:Volymerna minskar p02:withdrawn"},
		3: {"p03:Volymerna ökar", "p01:Volymerna minskar p02:withdrawn p03:Volymerna ökar"},
	} {
		if got := cellsOf(current(t, l, at(moment), "assumptions"), "text"); got != want[0] {
			t.Errorf("at %d: %s, want %s", moment, got, want[0])
		}
		if got := journey(t, l, at(moment), "text", "assumptions", Is("id", "a")); got != want[1] {
			t.Errorf("at %d the history is %s, want %s", moment, got, want[1])
		}
	}
	if _, err := l.Record(context.Background(), at(2), "assumptions:a"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the withdrawn record is %v", err)
	}
	why := current(t, l, at(2), "withdrawn", Is("table", "assumptions"), Is("key", "a"))
	if got := cellsOf(why, "reason"); got != "p02:Fel i underlaget" {
		t.Errorf("why it was withdrawn: %s", got)
	}
}

func TestDecimalsStayAsTheyWereStated(t *testing.T) {
	l := newLibrary(t)
	values := []string{"-18", "-18.0", "-18.00", "0", "-0.0", "007", "1e3", "123456789012345678901234567890.10", "+5", "", ".5"}
	p := newPack(1, "2019-04-30")
	for i, v := range values {
		p.amount(fmt.Sprintf("rad-%02d", i), "budget_year", "2019", v)
		p.row("budget_lines", fmt.Sprintf("id=rad-%02d", i), "title=Rad", "kind=net", "order="+v)
	}
	install(t, l, p)
	for table, column := range map[string]string{"amounts": "value", "budget_lines": "order"} {
		var got []string
		for _, r := range current(t, l, at(Latest), table) {
			got = append(got, r.Get(column))
		}
		if !slices.Equal(got, values) {
			t.Errorf("%s.%s: %q, want %q", table, column, got, values)
		}
	}
}

func TestReadingCanBeNarrowed(t *testing.T) {
	l := newLibrary(t)
	install(t, l, newPack(1, "2019-04-30").
		amount("a", "budget_year", "2019", "1").amount("a", "forecast_year", "2019", "2").
		amount("a", "outcome_ytd", "2019-01/2019-04", "3").amount("b", "budget_year", "2019", "4").
		amount("b", "budget_year", "2020", "5", "note=ö"))
	for want, where := range map[string][]Match{
		"1 4 5 2 3": nil,
		"1 4 2":     {Is("period", "2019")},
		"1 4 2 3":   {Starts("period", "2019")},
		"1 2 3":     {Is("line", "a")},
		"1 5":       {Is("line", "a", "b"), Is("measure", "budget_year"), Is("id", "a-budget-year-2019", "b-budget-year-2020")},
		"5":         {Starts("note", "ö")},
		"1 4 2 3 ":  {Starts("period", "2019"), Starts("note", "")},
		"":          {Is("line")},
		"3 5":       {Starts("period", "2019-", "202")},
		"4":         {Is("value", "4")},
	} {
		var got []string
		for _, r := range current(t, l, at(Latest), "amounts", where...) {
			got = append(got, r.Get("value"))
		}
		wanted := strings.Fields(want)
		slices.Sort(got)
		slices.Sort(wanted)
		if !slices.Equal(got, wanted) {
			t.Errorf("%v gives %q, want %q", where, got, wanted)
		}
	}
	var order []string
	for _, r := range current(t, l, at(Latest), "amounts") {
		order = append(order, r.Get("value"))
	}
	if got := strings.Join(order, " "); got != "1 2 4 3 5" {
		t.Errorf("by time, line and measure: %s", got)
	}
	ctx := context.Background()
	_, noTable := l.Current(ctx, at(1), "nothing")
	_, noColumn := l.Current(ctx, at(1), "amounts", Is("nothing", "x"))
	_, noKey := l.History(ctx, at(1), "amounts", Is("value", "1"))
	for _, err := range []error{noTable, noColumn, noKey} {
		if fault.KindOf(err) != fault.Usage {
			t.Errorf("asking wrongly gives %v", err)
		}
	}
	_, err := l.Current(ctx, Scope{repo, "kn", 1}, "amounts")
	if fault.KindOf(err) != fault.NotFound || fault.PathOf(err) != repo+"/kn" {
		t.Errorf("an unknown committee gives %v", err)
	}
}

func TestARecordIsFoundByItsReference(t *testing.T) {
	l := newLibrary(t)
	ctx := context.Background()
	install(t, l,
		newPack(1, "2019-03-31").amount("a", "budget_year", "2019", "1").row("units", "id=u", "name=Före", "kind=unit"),
		newPack(2, "2019-04-30").amount("a", "budget_year", "2019", "2").row("units", "id=u", "name=Efter", "kind=unit"),
		newPack(1, "2019-04-30").of("kn").amount("a", "budget_year", "2019", "3"))
	for _, c := range []struct {
		s            Scope
		ref          string
		column, want string
	}{
		{at(1), "units:u", "name", "Före"}, {at(2), "units:u", "name", "Efter"},
		{at(1), "amounts:a-budget-year-2019", "value", "1"}, {at(Latest), "amounts:a-budget-year-2019", "value", "2"},
		{Scope{repo, "kn", Latest}, "amounts:a-budget-year-2019", "value", "3"},
	} {
		r, err := l.Record(ctx, c.s, c.ref)
		if err != nil || r.Get(c.column) != c.want || r.Ref() != c.ref {
			t.Errorf("%s at %d is %s %q, %v", c.ref, c.s.At, r.Ref(), r.Cells, err)
		}
		if got := journey(t, l, c.s, c.column, r.Table.Name, SameKey(r)...); !strings.HasSuffix(got, ":"+c.want) {
			t.Errorf("the history of %s ends %q", c.ref, got)
		}
	}
	for ref, want := range map[string]fault.Kind{
		"units:none": fault.NotFound, "amounts:none": fault.NotFound, "later_table:x": fault.NotFound, "units": fault.Usage, "": fault.Usage,
	} {
		if _, err := l.Record(ctx, at(Latest), ref); fault.KindOf(err) != want {
			t.Errorf("%q gives %v", ref, err)
		}
	}
}

func TestCommitteesOfOneNameInTwoRepositoriesDoNotMeet(t *testing.T) {
	l := newLibrary(t)
	ctx := context.Background()
	here := newPack(1, "2019-03-31").row("units", "id=u", "name=Här", "kind=unit")
	there := newPack(2, "2019-04-30").row("units", "id=u", "name=Där", "kind=unit").supersedes(here)
	there.Manifest.Followup.Municipality = model.Municipality{Code: "9999", Name: "Älvbro"}
	there.Manifest.Followup.Fictional = true
	install(t, l, here)
	if err := l.Install(ctx, "alvbro", "hash", there.Package); err != nil {
		t.Fatal(err)
	}
	if got := cellsOf(current(t, l, at(Latest), "units"), "name"); got != "p01:Här" {
		t.Errorf("here: %s", got)
	}
	if got := cellsOf(current(t, l, Scope{"alvbro", "asn", Latest}, "units"), "name"); got != "p02:Där" {
		t.Errorf("there: %s", got)
	}
	committees, err := l.Committees(ctx)
	want := []model.Committee{there.Info("alvbro").Committee, here.Info(repo).Committee}
	slices.SortFunc(want, func(a, b model.Committee) int { return strings.Compare(a.Municipality.Name, b.Municipality.Name) })
	if err != nil || !slices.Equal(committees, want) {
		t.Errorf("the committees are %v, %v", committees, err)
	}
	installed, err := l.Installed(ctx, repo)
	if err != nil || len(installed) != 1 || installed["id-p01"] != here.hash() {
		t.Errorf("installed here: %v, %v", installed, err)
	}
}

func TestACommitteeIsNamedAsItsLatestPackageNamesIt(t *testing.T) {
	l := newLibrary(t)
	renamed := newPack(2, "2019-01-31")
	renamed.Manifest.Followup.Committee.Name = "Nya nämnden"
	install(t, l, renamed, newPack(1, "2019-03-31"))
	committees, err := l.Committees(context.Background())
	if err != nil || len(committees) != 1 || committees[0].Name != "Nya nämnden" {
		t.Errorf("the committees are %v, %v", committees, err)
	}
}

func TestInstallingTwiceDoesNothing(t *testing.T) {
	l := newLibrary(t)
	install(t, l, monthly(1, "asn"))
	before, generation := dump(t, l), l.Generation()
	install(t, l, monthly(1, "asn"))
	if dump(t, l) != before || l.Generation() != generation {
		t.Error("installing twice changed the library")
	}
}

func TestWhatDoesNotFitIsRefused(t *testing.T) {
	l := newLibrary(t)
	install(t, l, monthly(1, "asn"))
	before := dump(t, l)
	change := func(p pack, do func(pack)) pack { do(p); return p }
	unfit := newPack(4, "2019-04-30").row("units", "id=u", "kind=unit")
	unfit.Tables[0].Rows[0] = unfit.Tables[0].Rows[0][:3]
	for name, c := range map[string]struct {
		p    pack
		hash string
		want fault.Kind
	}{
		"another manifest":    {monthly(1, "asn"), "sha256:other", fault.Content},
		"another id":          {change(monthly(1, "asn"), func(p pack) { p.Manifest.ID = "x"; p.Manifest.Followup.Order = 2 }), "h", fault.Content},
		"a taken order":       {change(monthly(1, "asn"), func(p pack) { p.Manifest.ID = "x"; p.Manifest.Name = "x" }), "h", fault.Format},
		"no order":            {newPack(0, "2019-04-30"), "h", fault.Format},
		"an endless order":    {newPack(math.MaxInt64, "2019-04-30"), "h", fault.Format},
		"its own successor":   {newPack(5, "2019-04-30").supersedes(newPack(5, "")), "h", fault.Format},
		"a short row":         {unfit, "h", fault.Format},
		"the end of a row":    {newPack(6, "2019-04-30").row("units", "id=u", "kind=unit", "name=a\x1eb"), "h", fault.Format},
		"a separator":         {newPack(6, "2019-04-30").row("units", "id=u", "kind=unit", "name=a\x1fb"), "h", fault.Format},
		"half a key":          {newPack(6, "2019-04-30").withdraw("amounts", "a|b"), "h", fault.Format},
		"a lost text":         {change(newPack(7, "2019-04-30").markdown("x", "y"), func(p pack) { p.Files = memory{} }), "h", fault.NotFound},
		"a text cut short":    {change(newPack(8, "2019-04-30").markdown("x", "y"), func(p pack) { p.Manifest.Resources[0].Bytes++ }), "h", fault.Content},
		"a text grown long":   {change(newPack(9, "2019-04-30").markdown("x", "yz"), func(p pack) { p.Manifest.Resources[0].Bytes-- }), "h", fault.Content},
		"two texts of a name": {newPack(9, "2019-04-30").markdown("x", "y").markdown("x", "y"), "h", fault.Format},
	} {
		if err := l.Install(context.Background(), repo, c.hash, c.p.Package); fault.KindOf(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		if dump(t, l) != before {
			t.Fatalf("%s changed the library", name)
		}
	}
}

func TestALibraryIsRebuiltFromItsPackages(t *testing.T) {
	l := newLibrary(t)
	packages := []pack{monthly(1, "asn"), monthly(2, "asn"), monthly(3, "asn").supersedes(monthly(2, "asn")), monthly(1, "kn")}
	install(t, l, packages...)
	before, generation := dump(t, l), l.Generation()
	if err := l.Clear(context.Background()); err != nil {
		t.Fatal(err)
	}
	if there, err := l.Installed(context.Background(), repo); err != nil || len(there) != 0 {
		t.Fatalf("a cleared library holds %v, %v", there, err)
	}
	slices.Reverse(packages)
	install(t, l, packages...)
	if dump(t, l) != before {
		t.Error("the rebuilt library is another")
	}
	if l.Generation() <= generation {
		t.Error("the generation did not grow over the rebuilding")
	}
}

func TestDocumentsAreListedAsKnown(t *testing.T) {
	l := newLibrary(t)
	first := newPack(1, "2019-03-31").markdown("a.md", "# Ett")
	second := newPack(2, "2019-04-30").markdown("b.md", "# Två").supersedes(first)
	install(t, l, first, second)
	for moment, want := range map[int64]string{0: "", 1: "a.md", 2: "b.md"} {
		documents, err := l.Documents(context.Background(), at(moment))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, d := range documents {
			names = append(names, d.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("at %d: %q, want %q", moment, got, want)
		}
	}
	if _, err := l.Text(context.Background(), "sha256:none"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a missing text gives %v", err)
	}
}

func TestChangesAreTold(t *testing.T) {
	l := newLibrary(t)
	generation, changed := l.Generation(), l.Changed()
	select {
	case <-changed:
		t.Fatal("told of a change before there was any")
	default:
	}
	install(t, l, monthly(1, "asn"))
	<-changed
	if got := l.Generation(); got <= generation {
		t.Errorf("the generation went from %d to %d", generation, got)
	}
	select {
	case <-l.Changed():
		t.Fatal("told twice of one change")
	default:
	}
}

// timed is a context that is cancelled when it has been asked n times.
type timed struct {
	context.Context
	cancel context.CancelFunc
	left   atomic.Int64
}

func (c *timed) Err() error {
	if c.left.Add(-1) < 0 {
		c.cancel()
	}
	return c.Context.Err()
}

func TestACancelledInstallationLeavesNothing(t *testing.T) {
	l := newLibrary(t)
	install(t, l, monthly(1, "asn"))
	before := dump(t, l)
	p := monthly(2, "asn").supersedes(monthly(1, "asn"))
	for n := int64(0); ; n += 7 {
		ctx := &timed{}
		ctx.Context, ctx.cancel = context.WithCancel(context.Background())
		ctx.left.Store(n)
		err := l.Install(ctx, repo, p.hash(), p.Package)
		ctx.cancel()
		if err == nil {
			if n < 50 {
				t.Errorf("the context was asked only %d times", n)
			}
			break
		}
		if !errors.Is(err, context.Canceled) || fault.KindOf(err) != fault.Local {
			t.Fatalf("cancelled after %d: %v", n, err)
		}
		if dump(t, l) != before {
			t.Fatalf("cancelled after %d, something of the package is there", n)
		}
	}
}

func TestAFailedInstallationLeavesNothing(t *testing.T) {
	l := newLibrary(t)
	install(t, l, monthly(1, "asn"))
	before, generation := dump(t, l), l.Generation()
	p := monthly(2, "asn")
	for _, step := range []string{
		"INSERT ON package", "UPDATE ON package", "INSERT ON document", "INSERT ON content", "INSERT ON amounts_row", "INSERT ON texts_passage",
		"UPDATE ON amounts_won", "INSERT ON texts_won", "UPDATE ON library",
	} {
		if _, err := l.writer.Exec("CREATE TRIGGER broken BEFORE " + step + " BEGIN SELECT RAISE(ABORT, 'broken'); END"); err != nil {
			t.Fatal(err)
		}
		q := p
		if step == "UPDATE ON package" {
			q = monthly(2, "asn").supersedes(monthly(1, "asn"))
		}
		if err := l.Install(context.Background(), repo, q.hash(), q.Package); fault.KindOf(err) != fault.Local {
			t.Errorf("%s failing gives %v", step, err)
		}
		if _, err := l.writer.Exec("DROP TRIGGER broken"); err != nil {
			t.Fatal(err)
		}
		if dump(t, l) != before || l.Generation() != generation {
			t.Errorf("%s failing leaves something", step)
		}
	}
	install(t, l, p)
	whole := newLibrary(t)
	install(t, whole, monthly(1, "asn"), p)
	if dump(t, l) != dump(t, whole) {
		t.Error("after the failures the installation gives another library")
	}
}

func TestAFullDiskIsToldAndChangesNothing(t *testing.T) {
	l := newLibrary(t)
	install(t, l, monthly(1, "asn"))
	before := dump(t, l)
	var pages int
	if err := l.writer.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := l.writer.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages+2)); err != nil {
		t.Fatal(err)
	}
	p := monthly(2, "asn")
	for i := range 300 {
		p.amount(fmt.Sprintf("mer-%d", i), "budget_year", "2019", "1")
	}
	if err := l.Install(context.Background(), repo, p.hash(), p.Package); fault.KindOf(err) != fault.DiskFull {
		t.Fatalf("a full disk gives %v", err)
	}
	if dump(t, l) != before {
		t.Error("a full disk left something")
	}
	if _, err := l.writer.Exec("PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	install(t, l, p)
}

func TestReadersSeeWholePackagesWhileOthersAreInstalled(t *testing.T) {
	l := newLibrary(t)
	install(t, l, monthly(1, "asn"))
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for {
				last := false
				select {
				case <-done:
					last = true
				default:
				}
				records, err := l.Current(context.Background(), at(Latest), "amounts")
				if err != nil || len(records) != 40 {
					t.Errorf("%d amounts, %v", len(records), err)
					return
				}
				for _, r := range records {
					if r.Package != records[0].Package {
						t.Errorf("rows of %s and %s in one answer", records[0].Package.Name, r.Package.Name)
						return
					}
				}
				found, err := l.Search(context.Background(), at(Latest), "läget månad", First(5))
				if err != nil || len(found.Found) != 1 {
					t.Errorf("%d texts are found, %v", len(found.Found), err)
					return
				}
				if last {
					return
				}
			}
		})
	}
	for order := range int64(20) {
		p := monthly(order+2, "asn")
		p.Manifest.Followup.AsAt = fmt.Sprintf("2019-02-%02d", order+1)
		install(t, l, p)
	}
	close(done)
	readers.Wait()
}

func TestAReadIsCancelledWithItsContext(t *testing.T) {
	l := newLibrary(t)
	install(t, l, monthly(1, "asn"))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := l.Current(ctx, at(Latest), "amounts"); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled read gives %v", err)
	}
}

func TestAProgramBuiltWithoutTheTagSaysWhich(t *testing.T) {
	err := checkBuild(context.Background(), "ENABLE_WHAT_IS_NOT_THERE")
	if fault.KindOf(err) != fault.Build || fault.PathOf(err) != "sqlite_fts5" || !strings.Contains(err.Error(), "-tags sqlite_fts5") {
		t.Errorf("SQLite lacking an option gives %v", err)
	}
}

func TestANetworkDriveIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	_, err := open(path, func(string) string { return "nfs" })
	var network *database.NetworkDriveError
	if fault.KindOf(err) != fault.Local || !errors.As(err, &network) || network.Kind != "nfs" || fault.PathOf(err) != path {
		t.Errorf("a network drive gives %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file was made on it: %v", err)
	}
	if kind := database.NetworkDrive(filepath.Dir(path)); kind != "" {
		t.Errorf("this test's own folder is taken for %s", kind)
	}
}

func TestAnotherProgramsDatabaseIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.db")
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE library (note TEXT); INSERT INTO library VALUES ('dyrbar')"); err != nil {
		t.Fatal(err)
	}
	if l, err := Open(path); fault.KindOf(err) != fault.Local {
		l.Close()
		t.Fatalf("another program's database gives %v", err)
	}
	var note string
	if err := db.QueryRow("SELECT note FROM library").Scan(&note); err != nil || note != "dyrbar" {
		t.Errorf("the note is %q, %v", note, err)
	}
}

func TestABrokenFileIsToldAndCanBeDeleted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if l, err := Open(path); fault.KindOf(err) != fault.LocalCorrupt {
		l.Close()
		t.Fatalf("a broken file gives %v", err)
	}
	if err := Delete(path); err != nil {
		t.Fatal(err)
	}
	install(t, openAt(t, path), monthly(1, "asn"))
}

func TestALibraryOfAnotherVersionIsEmptied(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	old := openAt(t, path)
	install(t, old, monthly(1, "asn"))
	generation := old.Generation()
	for _, statement := range []string{
		"UPDATE library SET fingerprint = 'another'", "ALTER TABLE amounts_row DROP COLUMN place",
		"CREATE TABLE bygone (x)", "CREATE VIRTUAL TABLE bygone_words USING fts5 (x)",
	} {
		if _, err := old.writer.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	l := openAt(t, path)
	if there, err := l.Installed(context.Background(), repo); err != nil || len(there) != 0 {
		t.Fatalf("it still holds %v, %v", there, err)
	}
	if l.Generation() <= generation {
		t.Errorf("the generation went from %d to %d", generation, l.Generation())
	}
	install(t, l, monthly(1, "asn"))
	fresh := newLibrary(t)
	install(t, fresh, monthly(1, "asn"))
	if dump(t, l) != dump(t, fresh) {
		t.Error("the emptied library is not as a new one")
	}
	var left int
	if err := l.writer.QueryRow("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'bygone%'").Scan(&left); err != nil || left != 0 {
		t.Errorf("%d tables of the other version are left, %v", left, err)
	}
}

func TestALibraryChangedUnderItsProgramIsNotRead(t *testing.T) {
	l := newLibrary(t)
	install(t, l, monthly(1, "asn"))
	if _, err := l.writer.Exec("UPDATE library SET fingerprint = 'newer'"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Current(context.Background(), at(Latest), "amounts"); !errors.Is(err, errOtherVersion) {
		t.Errorf("reading gives %v", err)
	}
	p := monthly(2, "asn")
	if err := l.Install(context.Background(), repo, p.hash(), p.Package); !errors.Is(err, errOtherVersion) {
		t.Errorf("installing gives %v", err)
	}
}

func TestAPathMayHoldAnyCharacter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "Åsa's 100% ?mapp&x=1 #2", "biblio tek.db")
	l := openAt(t, path)
	install(t, l, monthly(1, "asn"))
	if _, err := os.Stat(path); err != nil {
		t.Errorf("the library lies elsewhere: %v", err)
	}
}
