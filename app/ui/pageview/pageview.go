// Package pageview draws each of the reader's pages: wherever a page is shown, it is shown by this.
package pageview

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/audit"
	"rodatraden/app/ui/changes"
	"rodatraden/app/ui/decisions"
	"rodatraden/app/ui/economy"
	"rodatraden/app/ui/goals"
	"rodatraden/app/ui/interventions"
	"rodatraden/app/ui/overview"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/quality"
	"rodatraden/app/ui/savings"
	"rodatraden/app/ui/thread"
)

// View is a page as it is drawn.
type View interface {
	Object() fyne.CanvasObject
	Page() *part.Page
}

// New draws what page.Build made, where the page needs no more than a place to stand in; nil where it
// is none of those.
func New(env part.Env, data any, at part.Place) View {
	switch data := data.(type) {
	case *page.Overview:
		return overview.New(env, data)
	case *page.Economy:
		return economy.New(env, data)
	case *page.Goals:
		return goals.New(env, data, at)
	case *page.Thread:
		return thread.New(env, data, at)
	case *page.Savings:
		return savings.New(env, data, at)
	case *page.Audit:
		return audit.New(env, data, at)
	case *page.Interventions:
		return interventions.New(env, data, at)
	case *page.Quality:
		return quality.New(env, data, at)
	case *page.DecisionsPage:
		return decisions.New(env, data, at)
	case *page.ChangesPage:
		return changes.New(env, data, at)
	}
	return nil
}
