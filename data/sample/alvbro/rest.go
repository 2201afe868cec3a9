package alvbro

func (t *teller) savingNews(p *pack, y, m int)     {}
func (t *teller) budgetTalk(p *pack, y, m int)     {}
func (t *teller) assumptionRows(p *pack, y, m int) {}
func (t *teller) savingRows(p *pack, y, m int)     {}
func (t *teller) ladderRows(p *pack, y, m int)     {}
func (t *teller) auditRows(p *pack, y, m int)      {}
func (t *teller) planSavings(p *pack, y int)       {}
func (t *teller) planInterventions(p *pack, y int) {}
func (t *teller) planControls(p *pack, y int)      {}
func (t *teller) planAssumptions(p *pack, y int)   {}
func (t *teller) review(y int)                     {}
func (t *teller) quality(y int)                    {}
func (t *teller) opinion(y int)                    {}
func (t *teller) followUp(y int)                   {}

const auditors = "Kommunens revisorer, Älvbro (påhittade)"

type saving struct{}
type auditPoint struct{}
type assertion struct{}
