package spreadsheet

import "testing"

func TestAFormatSaysHowManyDecimalsAreShown(t *testing.T) {
	for _, c := range []struct {
		code      string
		decimals  int
		percent   bool
		thousands int
	}{
		{"", -1, false, 0},
		{"General", -1, false, 0},
		{"Standard", -1, false, 0},
		{`General" kr"`, -1, false, 0},
		{"0", 0, false, 0},
		{"0.0", 1, false, 0},
		{"0.00", 2, false, 0},
		{"#,##0", 0, false, 0},
		{"#,##0.00", 2, false, 0},
		{"#,##0.00;[Red]-#,##0.00", 2, false, 0},
		{"0%", 0, true, 0},
		{"0.0%", 1, true, 0},
		{`0.0 "%"`, 1, false, 0},
		{`0.0\%`, 1, false, 0},
		{`# ##0.0 "tkr"`, 1, false, 0},
		{`# ##0,0 "tkr"`, -1, false, 0}, // a decimal comma that was never translated
		{`#,##0,`, 0, false, 1},
		{`#,##0.0,,`, 1, false, 2},
		{`0.0,," mkr"`, 1, false, 2},
		{`_-* #,##0.00\ [$kr-41D]_-;\-* #,##0.00\ [$kr-41D]_-;_-* "-"??\ [$kr-41D]_-;_-@_-`, 2, false, 0},
		{`_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)`, 0, false, 0},
		{"0.0#", -1, false, 0},
		{"0.??", -1, false, 0},
		{"#.##", -1, false, 0},
		{"0.00E+00", -1, false, 0},
		{"# ?/?", -1, false, 0},
		{"@", -1, false, 0},
		{"0.00;@", 2, false, 0},
		{`"dold";;;`, -1, false, 0},
		{"0 mkr", 0, false, 0},
		{"[Red][<0]0.0;0.00", 2, false, 0},
		{"[>=1000]0.0,;0", 0, false, 0},
		{`0.0"`, 1, false, 0},
		{`0.0\`, 1, false, 0},
		{"0.0[", 1, false, 0},
	} {
		s := parseFormat(c.code).of(5)
		want := Format{Code: c.code, Decimals: c.decimals, Percent: c.percent, Thousands: c.thousands}
		if s.format != want || s.date() {
			t.Errorf("%s: %+v, date %v", c.code, s.format, s.date())
		}
	}
}

func TestANumberIsShownByTheSectionThatItIsIn(t *testing.T) {
	for _, c := range []struct {
		code     string
		v        float64
		decimals int
	}{
		{"0.0;0.00", 1, 1},
		{"0.0;0.00", -1, 2},
		{"0.0;0.00", 0, 1},
		{"0.0;0.00;0.000", 0, 3},
		{"0.0;0.00;0.000;@", 0, 3},
		{"[<1]0.000;[<10]0.00;0.0", 0.5, 3},
		{"[<1]0.000;[<10]0.00;0.0", 5, 2},
		{"[<1]0.000;[<10]0.00;0.0", 50, 1},
		{`0.0;"a;b"0.00`, -1, 2},
	} {
		if got := parseFormat(c.code).of(c.v).format.Decimals; got != c.decimals {
			t.Errorf("%v by %s has %d decimals", c.v, c.code, got)
		}
	}
}

func TestTheFormatsThatAWorkbookNeedNotSpellOut(t *testing.T) {
	for id, want := range map[int]Format{
		2: {Decimals: 2}, 3: {}, 4: {Decimals: 2}, 9: {Percent: true}, 10: {Decimals: 2, Percent: true},
		37: {}, 38: {}, 39: {Decimals: 2}, 40: {Decimals: 2}, 41: {}, 42: {}, 43: {Decimals: 2}, 44: {Decimals: 2}, 49: {Decimals: -1},
	} {
		for _, v := range []float64{1, -1} {
			s := parseFormat(builtIn[id]).of(v)
			want.Code = builtIn[id]
			if s.format != want || s.date() {
				t.Errorf("%d: %+v", id, s.format)
			}
		}
	}
	for id := range builtIn {
		is := id >= 14 && id <= 22 || id >= 45 && id <= 47
		if parseFormat(builtIn[id]).of(1).date() != is {
			t.Errorf("%d is shown as a date: %v", id, !is)
		}
	}
}

func FuzzAnyFormatIsTakenApart(f *testing.F) {
	for _, s := range []string{"", `# ##0,0 "tkr"`, "[>=100]0.0;[$-41D]yyyy", "[h]:mm:ss.00", `_`, `"`, `[`, `\`, "0;;;@"} {
		f.Add(s, 1.5)
	}
	f.Fuzz(func(t *testing.T, code string, v float64) {
		s := parseFormat(code).of(v)
		if s.format.Code != code || s.format.Decimals < -1 || s.format.Decimals > maxDecimals || s.format.Thousands < 0 {
			t.Errorf("%q: %+v", code, s.format)
		}
		if s.date() {
			dateText(v, s, false)
			dateText(v, s, true)
		}
	})
}
