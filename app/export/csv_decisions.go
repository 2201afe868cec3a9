package export

import "rodatraden/app/page"

// decided writes Beslut.
func (t *table) decided(p *page.DecisionsPage) {}
