package alvbro

import (
	"fmt"
	"rodatraden/data/followup"
	"testing"
	"time"
)

func TestTry(t *testing.T) {
	for _, choice := range []Choice{{}, {Years: 10, Committees: 15}} {
		start := time.Now()
		l, err := Make(choice)
		if err != nil {
			t.Fatal(err)
		}
		rows := 0
		fmt.Println(len(l.Sources), "packages", len(l.Planted), "planted", time.Since(start))
		start = time.Now()
		known := map[string][]*followup.Package{}
		want := map[string]int{}
		for _, p := range l.Planted {
			for _, f := range p.Findings {
				want[p.Package+" "+f]++
			}
		}
		shown := 0
		for _, s := range l.Sources {
			p, report, err := followup.BuildFS(s.Files, followup.BuildOptions{Known: known[s.Committee]})
			for _, f := range report.Findings {
				if want[s.Name+" "+f.Code] > 0 {
					want[s.Name+" "+f.Code]--
					continue
				}
				if shown < 60 && s.Committee != soc {
					t.Errorf("%s: %s %v", s.Name, f, f.Args)
					shown++
				}
				if shown < 60 && s.Committee == soc && p != nil && p.Manifest.Followup.Order > 230 {
					t.Errorf("%s: %s %v", s.Name, f, f.Args)
					shown++
				}
			}
			if err != nil {
				t.Fatal(err)
			}
			known[s.Committee] = append(known[s.Committee], p)
			rows += p.Info("").Rows
		}
		for k, n := range want {
			if n > 0 {
				t.Errorf("planted and not found: %s", k)
			}
		}
		fmt.Println(rows, "rows", time.Since(start))
	}
}
