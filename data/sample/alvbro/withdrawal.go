package alvbro

import (
	"fmt"
	"strconv"

	"rodatraden/data/model"
)

// withdrawn takes February's follow-up back before March's: an empty package with a reason. What the
// committee had decided is told again in March.
func (t *teller) withdraw(y int) {
	last := t.out[len(t.out)-1]
	for i := len(t.out) - 1; i >= 0 && (last.manifest.Followup.Kind != model.Monthly || last.m != 2); i-- {
		last = t.out[i]
	}
	if last.y != y || last.m != 2 || last.manifest.Followup.Kind != model.Monthly {
		return
	}
	meeting := t.meetingFor(y, 3)
	p := t.begin(model.Monthly, y, 2, meeting.AddDate(0, 0, -12), meeting, 6)
	p.manifest.Name += "-aterkallad"
	p.manifest.ID = uuid(strconv.FormatUint(t.seed, 10), p.manifest.Name)
	p.manifest.Title += ", återkallad"
	p.manifest.Followup.Supersedes = last.manifest.ID
	p.manifest.Followup.Reason = fmt.Sprintf("Uppföljningen för februari %d byggde på fel budget och ska inte användas.", y)
	for _, r := range last.rows["amounts"] {
		if r["measure"] == "outcome_ytd" {
			delete(t.told, r["line"]+" "+r["period"])
		}
	}
	var again []news
	for _, r := range last.rows["decisions"] {
		again = append(again, t.gone[r["id"]])
	}
	t.news = append(again, t.news...)
	t.plant(p, "paket-aterkallas", "", nil, "", fmt.Sprintf("Uppföljningen för februari %d är återkallad och ersatt med inget. Dess siffror används inte; månaden är en lucka.", y))
}
