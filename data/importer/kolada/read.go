package kolada

import (
	"context"
	"net/http"
	"time"

	"github.com/cenkalti/backoff/v5"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/importer"
)

// Base is where Kolada answers.
const Base = "https://api.kolada.se/v3"

// Options say where and how Kolada is asked. The zero value asks Base and keeps no answers.
type Options struct {
	Base     string                          // "" is Base; https, or http on this computer
	Cache    string                          // the folder that keeps the answers; "" keeps none
	Age      time.Duration                   // answers in Cache younger than this are used without asking; 0 is a day
	Offline  string                          // a folder in the form of a cache: answers are read here, and nobody is asked
	Client   *http.Client                    // nil is one with the system's proxy
	Backoff  func() backoff.BackOff          // waits between tries after 429 and 5xx; nil is exponential with jitter
	Stall    time.Duration                   // silence after which the server is given up; 0 is 30 seconds
	Now      func() time.Time                // nil is the computer's clock
	Progress func(done, of int, what string) // told before each request; of is how many are known of so far
}

// Read asks Kolada for the key figures of a query. What was read, left out and taken for granted is told in
// the report, and so are its faults: an unknown key figure or municipality, a status that nobody knows.
// The error is of the kind Faults where the query or the answers have such; otherwise it says why Kolada
// could not be asked: Offline, HTTP, Intercepted, Limit, Format, Usage, NotFound, Local.
func Read(ctx context.Context, q Query, o Options) (*importer.Facts, followup.Report, error) {
	return nil, followup.Report{}, fault.New("kolada.Read", fault.Usage, "", nil)
}
