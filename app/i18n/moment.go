package i18n

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Moment writes a point in time in the time zone of this computer: 12 mars 2026 kl. 14.05. The
// zero time is empty.
func (l *Localizer) Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.Local()
	return l.Text("format.moment", "Day", l.Day(t), "Clock", t.Format(l.Text("format.clock")))
}

// Bytes writes a size in the unit that people see on their own computers, thousands of bytes to
// the kB: 812 byte, 34 kB, 2,1 MB.
func (l *Localizer) Bytes(n int64) string { return l.bytes(n, math.Round) }

func (l *Localizer) bytes(n int64, round func(float64) float64) string {
	const step = 1000
	if n < step {
		return strconv.FormatInt(n, 10) + solidSpace + "byte"
	}
	value, unit := float64(n)/step, "kB"
	for _, larger := range []string{"MB", "GB"} {
		if value < step {
			break
		}
		value, unit = value/step, larger
	}
	digits := fmt.Sprintf("%.0f", round(value))
	if value < 10 && unit != "kB" {
		digits = fmt.Sprintf("%.1f", round(10*value)/10)
	}
	if l.lang == Swedish {
		digits = strings.Replace(digits, ".", ",", 1)
	}
	return digits + solidSpace + unit
}

// BytesOf writes how much of a size there is, the unit once where both have it: 21 av 34 MB. How
// much has come is not rounded up.
func (l *Localizer) BytesOf(done, total int64) string {
	some, all := l.bytes(done, math.Floor), l.Bytes(total)
	if done >= total {
		some = all
	}
	_, unit, _ := strings.Cut(all, solidSpace)
	if short, ok := strings.CutSuffix(some, solidSpace+unit); ok {
		some = short
	}
	return l.Text("format.bytes_of", "Done", some, "Total", all)
}
