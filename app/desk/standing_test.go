package desk_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/data/repository/layout"
	"rodatraden/data/repository/repositorytest"
)

// situation brings a desk, from where the one before it left it, to a state.
type situation struct {
	name string
	do   func(t *testing.T, d *desk.Desk, p *publisher, clock *repositorytest.Clock)
	sv   desk.Standing
	en   desk.Standing
}

func TestStandingTellsHowFarTheMaterialCanBeTrusted(t *testing.T) {
	sync := func(t *testing.T, d *desk.Desk) { _, _ = d.Sync(context.Background(), nil) }
	const (
		saved   = "Sparat på datorn, läses utan nät"
		savedEn = "Saved on the computer, read offline"
	)
	for _, s := range []situation{
		{
			"nothing is subscribed to",
			func(*testing.T, *desk.Desk, *publisher, *repositorytest.Clock) {},
			desk.Standing{Signature: "Demo, ingen signatur", Storage: saved},
			desk.Standing{Signature: "Demo, no signature", Storage: savedEn},
		},
		{
			"pinned",
			func(t *testing.T, d *desk.Desk, p *publisher, _ *repositorytest.Clock) { follow(t, d, p) },
			desk.Standing{Signature: "Prenumererar, inget hämtat ännu", Material: "Trollhättan", Storage: saved},
			desk.Standing{Signature: "Subscribed, nothing fetched yet", Material: "Trollhättan", Storage: savedEn},
		},
		{
			"offline before anything has been fetched",
			func(t *testing.T, d *desk.Desk, p *publisher, _ *repositorytest.Clock) {
				follow(t, d, p)
				p.down.Store(true)
				sync(t, d)
			},
			desk.Standing{
				Signature: "Prenumererar, inget hämtat ännu", Material: "Trollhättan", Storage: saved,
				Notice: "Ingen anslutning. Det som redan är sparat går att läsa utan nät. Senast kontrollerad aldrig.",
			},
			desk.Standing{
				Signature: "Subscribed, nothing fetched yet", Material: "Trollhättan", Storage: savedEn,
				Notice: "No connection. What is saved can be read without a network. Last checked never.",
			},
		},
		{
			"current",
			func(t *testing.T, d *desk.Desk, p *publisher, _ *repositorytest.Clock) { follow(t, d, p); fetch(t, d) },
			desk.Standing{Signature: "Signerad, gäller till 11 april 2026", Material: "Trollhättan", Storage: saved},
			desk.Standing{Signature: "Signed, valid until 11 April 2026", Material: "Trollhättan", Storage: savedEn},
		},
		{
			"offline",
			func(t *testing.T, d *desk.Desk, p *publisher, clock *repositorytest.Clock) {
				follow(t, d, p)
				fetch(t, d)
				clock.Add(24 * time.Hour)
				p.down.Store(true)
				sync(t, d)
			},
			desk.Standing{
				Signature: "Signerad, gäller till 11 april 2026", Material: "Trollhättan", Storage: saved,
				Notice: "Ingen anslutning. Det som redan är sparat går att läsa utan nät. Senast kontrollerad " + i18n.New("sv").Moment(start) + ".",
			},
			desk.Standing{
				Signature: "Signed, valid until 11 April 2026", Material: "Trollhättan", Storage: savedEn,
				Notice: "No connection. What is saved can be read without a network. Last checked " + i18n.New("en").Moment(start) + ".",
			},
		},
		{
			"stale",
			func(t *testing.T, d *desk.Desk, p *publisher, clock *repositorytest.Clock) {
				follow(t, d, p)
				fetch(t, d)
				clock.Add(60 * 24 * time.Hour)
				sync(t, d)
			},
			desk.Standing{
				Signature: "Signerad, gäller till 11 april 2026", Material: "Trollhättan", Storage: saved,
				Notice: "Förvaltningen har inte förnyat signaturen sedan 11 april 2026. Du kan läsa allt som är sparat; nytt hämtas när den är förnyad.",
			},
			desk.Standing{
				Signature: "Signed, valid until 11 April 2026", Material: "Trollhättan", Storage: savedEn,
				Notice: "The administration has not renewed its signature since 11 April 2026. You can read everything that is saved; new packages come when it has been renewed.",
			},
		},
		{
			"stale from the beginning",
			func(t *testing.T, d *desk.Desk, p *publisher, clock *repositorytest.Clock) {
				follow(t, d, p)
				clock.Add(60 * 24 * time.Hour)
				sync(t, d)
			},
			desk.Standing{
				Signature: "Prenumererar, inget hämtat ännu", Material: "Trollhättan", Storage: saved,
				Notice: "Förvaltningen har inte förnyat signaturen i tid. Allt som är sparat går att läsa. Nytt hämtas när signaturen är förnyad.",
			},
			desk.Standing{
				Signature: "Subscribed, nothing fetched yet", Material: "Trollhättan", Storage: savedEn,
				Notice: i18n.New("en").Text("fault.stale") + " " + i18n.New("en").Text("fault.stale.do"),
			},
		},
		{
			"the computer's clock goes wrong",
			func(t *testing.T, d *desk.Desk, p *publisher, clock *repositorytest.Clock) {
				follow(t, d, p)
				fetch(t, d)
				clock.Add(-30 * 24 * time.Hour)
				sync(t, d)
			},
			desk.Standing{
				Signature: "Signerad, gäller till 11 april 2026", Material: "Trollhättan", Storage: saved,
				Notice: "Datorns klocka går fel: den visar en tid före den senaste signeringen. Ställ klockan och försök igen.",
			},
			desk.Standing{
				Signature: "Signed, valid until 11 April 2026", Material: "Trollhättan", Storage: savedEn,
				Notice: i18n.New("en").Text("fault.clock_wrong") + " " + i18n.New("en").Text("fault.clock_wrong.do"),
			},
		},
		{
			"rejected for its content",
			func(t *testing.T, d *desk.Desk, p *publisher, _ *repositorytest.Clock) {
				follow(t, d, p)
				fetch(t, d)
				p.publish(t, 4)
				p.tamper.Store(func(path string, body []byte) []byte {
					if strings.HasPrefix(path, "/blobs/") {
						body = bytes.Clone(body)
						body[0] ^= 1
					}
					return body
				})
				sync(t, d)
			},
			desk.Standing{
				Signature: "Signerad, gäller till 11 april 2026", Material: "Trollhättan", Storage: saved, Grave: true,
				Notice: "Ett nytt paket gick inte att lita på: innehållet är inte det som signerades. Inget ur det visas; du läser det förra.",
			},
			desk.Standing{
				Signature: "Signed, valid until 11 April 2026", Material: "Trollhättan", Storage: savedEn, Grave: true,
				Notice: i18n.New("en").Text("ui.notice.rejected", "Why", i18n.New("en").Text("ui.refused.content")),
			},
		},
		{
			"rejected for an older timestamp",
			func(t *testing.T, d *desk.Desk, p *publisher, clock *repositorytest.Clock) {
				path := filepath.Join(p.Dir, filepath.FromSlash(layout.Timestamp))
				old, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				clock.Add(time.Minute)
				p.publish(t, 4)
				follow(t, d, p)
				fetch(t, d)
				if err := os.WriteFile(path, old, 0o644); err != nil {
					t.Fatal(err)
				}
				sync(t, d)
			},
			desk.Standing{
				Signature: "Signerad, gäller till 11 april 2026", Material: "Trollhättan", Storage: saved, Grave: true,
				Notice: "Ett nytt paket gick inte att lita på: servern erbjöd en äldre version. Inget ur det visas; du läser det förra.",
			},
			desk.Standing{
				Signature: "Signed, valid until 11 April 2026", Material: "Trollhättan", Storage: savedEn, Grave: true,
				Notice: i18n.New("en").Text("ui.notice.rejected", "Why", i18n.New("en").Text("ui.refused.rollback")),
			},
		},
	} {
		t.Run(s.name, func(t *testing.T) {
			clock := clockAt(start)
			p := newPublisher(t, clock, "trollhattan")
			p.publish(t, 2)
			d := openDesk(t, "", clock, "sv")
			s.do(t, d, p, clock)
			for lang, want := range map[string]desk.Standing{"sv": s.sv, "en": s.en} {
				d.Speak(i18n.New(lang))
				got := plain(d.Standing(context.Background()))
				want = plain(want)
				if got != want {
					t.Errorf("%s:\n got %+v\nwant %+v", lang, got, want)
				}
				if strings.ContainsAny(got.Notice+got.Signature, "⟦") {
					t.Errorf("%s: a message is missing: %+v", lang, got)
				}
			}
		})
	}
}

// plain has ordinary spaces in its dates.
func plain(s desk.Standing) desk.Standing {
	s.Signature = strings.ReplaceAll(s.Signature, "\u00a0", " ")
	s.Notice = strings.ReplaceAll(s.Notice, "\u00a0", " ")
	return s
}

func TestTheWorstOfSeveralSubscriptionsIsTold(t *testing.T) {
	clock := clockAt(start)
	d := openDesk(t, "", clock, "sv")
	fine, bad := newPublisher(t, clock, "trollhattan"), newPublisher(t, clock, "alvbro")
	fine.publish(t, 1)
	bad.publish(t, 1)
	follow(t, d, fine)
	follow(t, d, bad)
	fetch(t, d)
	bad.down.Store(true)
	if _, err := d.Sync(context.Background(), nil); err == nil {
		t.Fatal("one of them does not answer, and nothing is said")
	}
	s := d.Standing(context.Background())
	if s.Material != "Älvbro" || !strings.HasPrefix(s.Notice, "Ingen anslutning") || s.Grave {
		t.Errorf("%+v", s)
	}
}

func TestFetchTellsItsProgressInSentences(t *testing.T) {
	clock := clockAt(start)
	p := newPublisher(t, clock, "trollhattan")
	p.publish(t, 2)
	d := openDesk(t, "", clock, "en")
	follow(t, d, p)
	var told []string
	if err := d.Fetch(context.Background(), func(text string) { told = append(told, text) }); err != nil {
		t.Fatal(err)
	}
	if len(told) == 0 || !strings.Contains(told[len(told)-1], "2") || strings.Contains(strings.Join(told, ""), "⟦") {
		t.Errorf("%q", told)
	}
}
