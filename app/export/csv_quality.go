package export

import "rodatraden/app/page"

// quality writes Kvalitet.
func (t *table) quality(p *page.Quality) {}
