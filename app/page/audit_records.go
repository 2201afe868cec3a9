package page

// Records are the points and questions of the page, each as table:id.
func (p *Audit) Records() []string {
	out := []string{}
	for _, one := range p.Points {
		out = append(out, one.Record)
	}
	for _, q := range p.Questions {
		out = append(out, q.Record)
	}
	return out
}
