package export

import "rodatraden/app/page"

// interventions writes Insatser.
func (t *table) interventions(p *page.Interventions) {}
