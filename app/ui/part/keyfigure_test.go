package part

import (
	"testing"

	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/look"
)

func TestANumberAndItsUnitStandOnOneLine(t *testing.T) {
	for _, scale := range look.TextScales {
		env := standing(t, look.Light, scale)
		k := NewKeyFigure(env, page.KeyFigure{Label: "Helårsprognos", Figure: number("−18", "mkr", -1)})
		got := canvastest.Texts(k, lay(k, 400*scale))
		if len(got) != 3 || got[1].Text != "−18" || got[2].Text != "mkr" {
			t.Fatalf("%+v", got)
		}
		if got[1].Baseline != got[2].Baseline {
			t.Errorf("%v: the number stands on %.1f and its unit on %.1f", scale, got[1].Baseline, got[2].Baseline)
		}
		if got[1].Size != 32*scale || got[2].Size != 18*scale || !got[1].Bold || got[2].Bold {
			t.Errorf("%v: %+v", scale, got[1:])
		}
		if got[1].Color != env.Theme.Tone(look.Negative) {
			t.Errorf("a deficit is %v", got[1].Color)
		}
	}
}

func TestAMissingNumberIsSaidAndNeverZero(t *testing.T) {
	env := stand(t)
	f := notReported
	f.LastKnown = "senast kända 5,1 % (2020)"
	k := NewKeyFigure(env, page.KeyFigure{Label: "Andel", Figure: f})
	got := canvastest.Texts(k, lay(k, 300))
	if len(got) != 3 || got[1].Text != "redovisas inte" || !got[1].Italic || got[1].Size != 23 {
		t.Errorf("%+v", got)
	}
	if got[2].Text != "Senast kända 5,1 % (2020)" {
		t.Errorf("last known is %q", got[2].Text)
	}
}

func TestAUnitWithoutRoomGoesUnderItsNumber(t *testing.T) {
	env := standing(t, look.Light, 2)
	k := NewKeyFigure(env, page.KeyFigure{Label: "Besparingar", Figure: number("10,4", "mkr", 0), Beside: "av 11,9 mkr"})
	size := lay(k, 250)
	if faults := canvastest.Look(k, size, canvastest.Rules{}); len(faults) > 0 {
		t.Error(faults)
	}
	got := canvastest.Texts(k, size)
	if got[2].Text != "av 11,9 mkr" || got[2].Baseline <= got[1].Baseline {
		t.Errorf("%+v", got)
	}
}

func TestTheLabelGetsShorterBeforeItBreaks(t *testing.T) {
	env := stand(t)
	figures := []page.KeyFigure{
		{Label: "Varav placeringskostnader", Short: "Placeringar", Figure: number("−16,8", "mkr", -1)},
		{Label: "Helårsprognos", Short: "Prognos", Figure: number("−18", "mkr", -1)},
	}
	k := NewKeyFigures(env, figures)
	lay(k, 700)
	if got := texts(k); got[0] != "Varav placeringskostnader" {
		t.Errorf("%q", got)
	}
	lay(k, 360)
	if got := texts(k); got[0] != "Placeringar" {
		t.Errorf("%q", got)
	}
}
