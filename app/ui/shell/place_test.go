package shell

import "testing"

func TestBackAndForwardFollowWhereTheReaderWas(t *testing.T) {
	var way trail
	if way.canStep(-1) || way.canStep(1) {
		t.Error("there is somewhere to go before anything was shown")
	}
	a, b, c := Place{Page: "overview"}, Place{Page: "economy"}, Place{Page: "search", Argument: "stöd"}
	way.push(a)
	way.push(b)
	way.push(b)
	if got, ok := way.step(-1); !ok || got.place != a {
		t.Errorf("back from economy: %+v %v", got, ok)
	}
	if _, ok := way.step(-1); ok {
		t.Error("back from the first place went somewhere")
	}
	if got, ok := way.step(1); !ok || got.place != b {
		t.Errorf("forward: %+v %v", got, ok)
	}
	way.step(-1)
	way.push(c)
	if way.canStep(1) {
		t.Error("what lay ahead is still there after going elsewhere")
	}
}
