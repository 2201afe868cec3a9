package audit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/part/parttest"
)

func TestMain(m *testing.M) { parttest.Main(m) }

// The states of the design's pictures, the fullest, and two where little or nothing is known.
var (
	review = parttest.State{Committee: "asn", Package: "asn-2021-review", Compare: "asn-2021-09-monthly"}
	newest = parttest.State{Committee: "socialnamnden", Package: "latest", Compare: "previous"}
	states = []parttest.State{
		review, newest,
		{Committee: "asn", Package: "asn-2019-10-prestudy", Compare: "asn-2019-06-monthly"},
		{Committee: "asn", Package: "asn-2019-04-interim", Compare: "asn-2019-03-monthly"},
		{Committee: "socialnamnden", Package: "socialnamnden-2024-04-interim", Compare: "previous"},
	}
)

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, state := range states {
		for _, lang := range []string{"sv", "en"} {
			p := parttest.Page(t, page.BuildAudit, state, lang)
			for _, w := range parttest.Windows() {
				if w.Lang != lang || w.Colours() && state != review {
					continue
				}
				chosen := append([]string{"", " " + page.AuditQuestions}, p.Records()...)
				if w.Colours() {
					chosen = chosen[:min(len(chosen), 3)]
				}
				env := w.Env(t)
				for _, argument := range chosen {
					v := New(env, p, part.Place{Argument: argument})
					for _, fault := range w.Check(v.Object(), v.Page()) {
						t.Errorf("%s, %s, %q: %s", state.Package, w.Name, argument, fault)
					}
					if names := parttest.Restless(v.Object()); !w.Colours() && len(names) > 0 {
						t.Errorf("%s, %s, %q: %q make new objects at every layout", state.Package, w.Name, argument, names)
					}
				}
			}
		}
	}
}

// reference is the review of 2021 in the window of the design's pictures.
func reference(t *testing.T, at part.Place) (*View, parttest.Window) {
	t.Helper()
	w := parttest.Windows()[0]
	v := New(w.Env(t), parttest.Page(t, page.BuildAudit, review, "sv"), at)
	v.Object().Resize(w.Size)
	return v, w
}

func TestTheGridIsThatOfTheDesign(t *testing.T) {
	v, w := reference(t, part.Place{})
	texts := canvastest.Texts(v.Object(), w.Size)
	find := func(text string, nth int) canvastest.Placed {
		t.Helper()
		for _, p := range texts {
			if strings.ReplaceAll(p.Text, "\u00a0", " ") == text {
				if nth == 0 {
					return p
				}
				nth--
			}
		}
		t.Fatalf("%q is not on the page", text)
		return canvastest.Placed{}
	}
	title := v.data.Points[0].Title
	for _, c := range []struct {
		text        string
		nth         int
		x, baseline float32
	}{
		{v.data.Headline, 0, 24, 39},
		{"Alla 6", 0, 39, 112},
		{title, 0, 37, 156},
		{"Förvaltningen uppger", 0, 37, 176},
		{"återges inte", 0, 203, 176},
		{v.data.Points[1].Title, 0, 37, 226},
		{"Rekommendation 2021", 2, 512, 101},
		{title, 1, 512, 123},
		{"Förvaltningen uppger", 6, 527, 149},
		{"Revisionen bekräftar", 6, 779, 149},
		{"Klart senast", 0, 1003, 149},
		{"Svarskedjan", 0, 512, 228},
		{"Rekommendation", 0, 540, 254},
		{"Nämndens yttrande", 0, 540, 302},
		{"Underlag", 0, 540, 358},
	} {
		got := find(c.text, c.nth)
		if got.X-c.x > 1 || c.x-got.X > 1 || got.Baseline-c.baseline > 1 || c.baseline-got.Baseline > 1 {
			t.Errorf("%q stands at %.1f, %.1f, in the picture at %.0f, %.0f", c.text, got.X, got.Baseline, c.x, c.baseline)
		}
	}
	if end := find("Granskning 2021, avsnitt 4.8", 0).Right; end < 1165 || end > 1167 {
		t.Errorf("the source ends at %.1f, not at the column's right edge", end)
	}
	for i, r := range canvastest.All[*part.PointRow](v.Object()) {
		if r.Size().Height != 70 {
			t.Errorf("row %d is %.0f high, in the picture 70", i, r.Size().Height)
		}
	}
	if v.Page().Offset() != 0 {
		t.Error("the page is scrolled")
	}
}

func TestBothKeysAlwaysStandInARowAndAboveTheTrail(t *testing.T) {
	for _, state := range states {
		p := parttest.Page(t, page.BuildAudit, state, "sv")
		w := parttest.Windows()[0]
		for _, one := range p.Points {
			v := New(w.Env(t), p, part.Place{Argument: one.Record})
			v.Object().Resize(w.Size)
			if n := len(canvastest.All[*part.KeyColumn](v.Object())); n != 3 {
				t.Errorf("%s: %s has %d columns", state.Package, one.Title, n)
			}
		}
	}
}

// onCanvas puts the view in a window where things can have the focus.
func onCanvas(t *testing.T, v *View, w parttest.Window) fyne.Canvas {
	t.Helper()
	win := test.NewWindow(v.Object())
	t.Cleanup(win.Close)
	win.SetPadded(false)
	win.Resize(w.Size)
	return win.Canvas()
}

func press(c fyne.Canvas, key fyne.KeyName) { c.Focused().TypedKey(&fyne.KeyEvent{Name: key}) }

// told is the name of what the detail shows.
func told(v *View) string {
	for _, p := range canvastest.Texts(v.detail.Holds(), v.detail.Size()) {
		if p.Bold {
			return p.Text
		}
	}
	return ""
}

func TestTheArrowsChooseTheNextPointAndNothingElseIsMadeAnew(t *testing.T) {
	var remembered []string
	v, w := reference(t, part.Place{Choose: func(argument string) { remembered = append(remembered, argument) }})
	c := onCanvas(t, v, w)
	rows := canvastest.All[*part.PointRow](v.Object())
	c.Focus(rows[0])
	press(c, fyne.KeyDown)
	if c.Focused() != rows[1] || !rows[1].Chosen() || rows[0].Chosen() {
		t.Fatal("Down does not choose the next row and give it the focus")
	}
	if got := told(v); got != v.data.Points[1].Title {
		t.Errorf("the detail tells of %q", got)
	}
	press(c, fyne.KeyEnd)
	press(c, fyne.KeyDown) // there is none after the last
	last := v.data.Points[len(v.data.Points)-1]
	if got := told(v); got != last.Title || c.Focused() != rows[len(rows)-1] {
		t.Errorf("End chooses %q", got)
	}
	press(c, fyne.KeyUp)
	press(c, fyne.KeyHome)
	if got := told(v); got != v.data.Points[0].Title {
		t.Errorf("Home chooses %q", got)
	}
	for i, r := range canvastest.All[*part.PointRow](v.Object()) {
		if r != rows[i] {
			t.Fatal("the list was made anew")
		}
	}
	if n := len(remembered); n != 4 || remembered[n-1] != v.data.Points[0].Record {
		t.Errorf("remembered %q", remembered)
	}
}

func TestTabComesToTheChosenRowOnly(t *testing.T) {
	v, w := reference(t, part.Place{})
	c := onCanvas(t, v, w)
	rows := canvastest.All[*part.PointRow](v.Object())
	c.Focus(rows[0])
	press(c, fyne.KeyDown)
	c.(interface{ FocusNext() }).FocusNext()
	if _, ok := c.Focused().(*part.PointRow); ok {
		t.Error("Tab goes to another row, not to the detail")
	}
	c.(interface{ FocusPrevious() }).FocusPrevious()
	if c.Focused() != rows[1] {
		t.Error("Shift+Tab does not come back to the chosen row")
	}
}

func TestAPressChoosesARowAndEnterOpensItsRecord(t *testing.T) {
	w := parttest.Windows()[0]
	env := w.Env(t)
	var opened []string
	env.Open = func(ref string) { opened = append(opened, ref) }
	v := New(env, parttest.Page(t, page.BuildAudit, review, "sv"), part.Place{})
	c := onCanvas(t, v, w)
	rows := canvastest.All[*part.PointRow](v.Object())
	test.Tap(rows[2])
	if got := told(v); got != v.data.Points[2].Title || c.Focused() != rows[2] || len(opened) != 0 {
		t.Fatalf("a press tells of %q and opens %q", got, opened)
	}
	press(c, fyne.KeyReturn)
	if len(opened) != 1 || opened[0] != v.data.Points[2].Record {
		t.Errorf("Enter opens %q", opened)
	}
}

// pressable is what answers a press.
type pressable interface {
	fyne.CanvasObject
	fyne.Tappable
}

func TestEveryTextOfThePointLeadsToItsRecordOrItsSource(t *testing.T) {
	w := parttest.Windows()[0]
	for _, state := range []parttest.State{review, newest} {
		p := parttest.Page(t, page.BuildAudit, state, "sv")
		for _, one := range p.Points {
			env := w.Env(t)
			opened := map[string]bool{}
			env.Open = func(ref string) { opened[ref] = true }
			v := New(env, p, part.Place{Argument: one.Record})
			v.Object().Resize(w.Size)
			for _, o := range canvastest.All[pressable](v.Object()) {
				switch o := o.(type) {
				case *part.PointRow:
					if o.Chosen() {
						o.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
					}
				case *part.KeyColumn, *part.SourcedRow, *part.StatementRow, *part.Link:
					o.Tapped(nil)
				}
			}
			want := []string{one.Record, one.Says.Record, one.Confirms.Record, one.Deadline.Record}
			for _, step := range one.Trail {
				for _, line := range step.Lines {
					want = append(want, line.Record, line.Source.Record)
				}
			}
			for _, said := range one.Deadline.Extensions {
				want = append(want, said.Record)
			}
			for _, key := range []page.AuditKey{one.Says, one.Confirms} {
				for _, said := range key.History {
					want = append(want, said.Record)
				}
			}
			for _, r := range one.Related {
				want = append(want, r.Record, r.Source.Record)
			}
			for _, ref := range want {
				if ref != "" && !opened[ref] {
					t.Errorf("%s: nothing leads to %s", one.Title, ref)
				}
			}
		}
	}
}

func TestAQuestionAndEachOfItsAnswersLeadToWhereTheyStand(t *testing.T) {
	p := parttest.Page(t, page.BuildAudit, review, "sv")
	for _, w := range []parttest.Window{parttest.Windows()[0], tablet(t)} {
		for _, q := range p.Questions {
			env := w.Env(t)
			opened := map[string]bool{}
			env.Open = func(ref string) { opened[ref] = true }
			v := New(env, p, part.Place{Argument: q.Record})
			v.Object().Resize(w.Size)
			for _, r := range canvastest.All[*part.SourcedRow](v.Object()) {
				r.Tapped(nil)
			}
			for _, l := range canvastest.All[*part.Link](v.Object()) {
				l.Tapped(nil)
			}
			want := []string{q.Source.Record, q.OverallRecord, q.OverallSource.Record}
			for _, a := range q.Answers {
				want = append(want, a.Record, a.Source.Record)
			}
			for _, ref := range want {
				if !opened[ref] {
					t.Errorf("%s: %s: nothing leads to %s", w.Name, q.Text, ref)
				}
			}
		}
	}
}

func TestAFilterShowsItsPointsAndKeepsTheChosenOneWhereItIsAmongThem(t *testing.T) {
	v, w := reference(t, part.Place{})
	onCanvas(t, v, w)
	remaining := v.data.Chosen(page.AuditRemaining)
	v.rows.Choose(2)
	kept := v.chosen.Record
	if !holds(v.data, page.AuditRemaining, kept) {
		t.Fatalf("%s is not among what remains", kept)
	}
	chips := canvastest.All[*part.Chips](v.Object())[0]
	for i, f := range v.data.Filters {
		if f.Name == page.AuditRemaining {
			chips.Choose(i)
		}
	}
	rows := canvastest.All[*part.PointRow](v.Object())
	if len(rows) != len(remaining) || v.chosen.Record != kept {
		t.Errorf("%d rows for %d points, and %s is chosen", len(rows), len(remaining), v.chosen.Record)
	}
	for i, f := range v.data.Filters {
		if f.Name == page.AuditNew {
			chips.Choose(i)
		}
	}
	if got := told(v); got != v.data.Chosen(page.AuditNew)[0].Title {
		t.Errorf("the first of what is new is not told of, but %q", got)
	}
}

func TestTheQuestionsStandWithEveryAnswerByItsPlace(t *testing.T) {
	for _, state := range []parttest.State{review, newest} {
		w := parttest.Windows()[0]
		p := parttest.Page(t, page.BuildAudit, state, "sv")
		env := w.Env(t)
		for _, q := range p.Questions {
			v := New(env, p, part.Place{Argument: q.Record})
			v.Object().Resize(w.Size)
			if rows := canvastest.All[*part.QuestionRow](v.Object()); len(rows) != len(p.Questions) {
				t.Fatalf("%d rows for %d questions", len(rows), len(p.Questions))
			}
			said := ""
			for _, text := range canvastest.Texts(v.detail.Holds(), v.detail.Size()) {
				said += text.Text + "\n"
				if strings.HasPrefix(text.Text, "”") && !text.Italic && text.Size < 16 && !strings.Contains(q.Mark.Text, text.Text) {
					t.Errorf("the quote %q is not italic", text.Text)
				}
			}
			for _, a := range q.Answers {
				for _, want := range []string{"”" + a.Verbatim + "”", a.Source.Label, a.Reading.Text, "Appens tolkning"} {
					if !strings.Contains(said, want) {
						t.Errorf("%s: %q is not told:\n%s", q.Text, want, said)
					}
				}
			}
			if q.Differs != strings.Contains(said, "Motstridiga") {
				t.Errorf("%s: differs is %t:\n%s", q.Text, q.Differs, said)
			}
		}
	}
}

// tablet is the window of the narrow layout.
func tablet(t *testing.T) parttest.Window {
	t.Helper()
	for _, w := range parttest.Windows() {
		if w.Narrow && w.Text == 1 && w.Lang == "sv" {
			return w
		}
	}
	t.Fatal("there is no narrow window")
	return parttest.Window{}
}

func TestInTheNarrowLayoutListAndDetailAreTwoPages(t *testing.T) {
	w := tablet(t)
	p := parttest.Page(t, page.BuildAudit, review, "sv")
	var turned []string
	v := New(w.Env(t), p, part.Place{Turn: func(argument string) { turned = append(turned, argument) }})
	v.Object().Resize(w.Size)
	rows := canvastest.All[*part.PointRow](v.Object())
	if len(rows) != len(p.Points) || len(canvastest.All[*part.KeyColumn](v.Object())) != 0 {
		t.Fatal("the list does not stand alone")
	}
	for _, r := range rows {
		if r.Chosen() || r.Disabled() || r.Size().Height < 44 {
			t.Error("a row is chosen, out of reach or too low to press")
		}
	}
	rows[1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	rows[0].Tapped(nil)
	if len(turned) != 2 || turned[0] != p.Points[1].Record || turned[1] != p.Points[0].Record {
		t.Fatalf("turned to %q", turned)
	}
	back := 0
	env := w.Env(t)
	env.Sub = func(s string) string { return s + " · påhittad kommun" }
	v = New(env, p, part.Place{Argument: turned[0], Back: func() { back++ }})
	v.Object().Resize(w.Size)
	said := ""
	for _, text := range canvastest.Texts(v.Object(), w.Size) {
		said += text.Text + "\n"
	}
	if !strings.Contains(said, p.Points[1].Title) || !strings.Contains(said, "påhittad kommun") || len(canvastest.All[*part.PointRow](v.Object())) != 0 {
		t.Errorf("the detail says\n%s", said)
	}
	for _, b := range canvastest.All[*part.Button](v.Object()) {
		if b.Label() == "Tillbaka" {
			b.Tapped(nil)
		}
	}
	if !v.Leave() || back != 2 {
		t.Errorf("went back %d times, by the button and by Esc", back)
	}
}

func TestAnEmptyPageSaysWhyAndWhereToGo(t *testing.T) {
	w := parttest.Windows()[0]
	env := w.Env(t)
	went := ""
	env.OpenPage = func(name string) { went = name }
	p := parttest.Page(t, page.BuildAudit, parttest.State{Committee: "asn", Package: "asn-2019-04-interim", Compare: "asn-2019-03-monthly"}, "sv")
	v := New(env, p, part.Place{})
	v.Object().Resize(w.Size)
	said := ""
	for _, text := range canvastest.Texts(v.Object(), w.Size) {
		said += text.Text + " "
	}
	if p.Empty == "" || !strings.Contains(said, p.Empty) {
		t.Errorf("the page says %q", said)
	}
	canvastest.All[*part.Button](v.Object())[0].Tapped(nil)
	if went != "overview" {
		t.Errorf("the button leads to %q", went)
	}
}

func TestAChoiceIsReadAsItWasWritten(t *testing.T) {
	p := parttest.Page(t, page.BuildAudit, review, "sv")
	question := p.Questions[0].Record
	for _, c := range []struct{ argument, record, filter string }{
		{"", "", page.AuditAll},
		{p.Points[1].Record, p.Points[1].Record, page.AuditAll},
		{question, question, page.AuditQuestions},
		{p.Points[0].Record + " new", p.Points[0].Record, page.AuditNew},
		{" questions", "", page.AuditQuestions},
		{question + " new", question, page.AuditQuestions}, // no question is among what is new
		{"audit_points:nowhere", "", page.AuditAll},
		{" done", "", page.AuditAll}, // nothing is done here
	} {
		got := ParseChosen(c.argument).among(p)
		if got.Record != c.record || got.Filter != c.filter {
			t.Errorf("%q is read as %q under %q", c.argument, got.Record, got.Filter)
		}
		if again := ParseChosen(got.String()).among(p); again != got {
			t.Errorf("%q under %q is written %q and read as %q", got.Record, got.Filter, got.String(), again.Record)
		}
	}
}

func TestTheDetailStandsWhereTheReaderIsAlthoughTheListIsLong(t *testing.T) {
	w := parttest.Windows()[0]
	p := *parttest.Page(t, page.BuildAudit, newest, "sv")
	for len(p.Points) < 40 { // more than any window holds
		again := p.Points[len(p.Points)-7]
		again.Record += "x"
		p.Points = append(p.Points, again)
	}
	v := New(w.Env(t), &p, part.Place{})
	c := onCanvas(t, v, w)
	rows := canvastest.All[*part.PointRow](v.Object())
	c.Focus(rows[0])
	top := func() float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(v.detail.Holds()).Y }
	for range 25 {
		press(c, fyne.KeyDown)
		if y := top(); y < 0 || y > 100 {
			t.Fatalf("with row %d chosen the detail begins at %.0f", v.rows.Chosen(), y)
		}
	}
	if v.Page().Offset() == 0 {
		t.Fatal("the page does not follow the chosen row")
	}
	for _, fault := range canvastest.Look(v.Object(), w.Size, w.Rules()) {
		t.Error(fault)
	}
	for v.Page().Offset() > 0 {
		before := v.Page().Offset()
		v.Page().TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
		if v.Page().Offset() >= before {
			t.Fatalf("the page does not scroll up from %.0f", before)
		}
		if y := top(); y > 100 {
			t.Fatalf("scrolled up to %.0f the detail begins at %.0f", v.Page().Offset(), y)
		}
	}
}

func TestFarTooManyPointsAreLaidOut(t *testing.T) {
	p := parttest.Page(t, page.BuildAudit, parttest.Crowded, "sv")
	for _, w := range parttest.WideAndNarrow() {
		for _, argument := range []string{"", p.Points[0].Record, p.Questions[0].Record} {
			w.LaidOut(t, func(env part.Env) fyne.CanvasObject { return New(env, p, part.Place{Argument: argument}).Object() })
		}
	}
}
