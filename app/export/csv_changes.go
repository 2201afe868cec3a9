package export

import "rodatraden/app/page"

// changed writes Alla ändringar.
func (t *table) changed(p *page.ChangesPage) {}
