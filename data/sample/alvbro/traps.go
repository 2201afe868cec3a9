package alvbro

import (
	"slices"
	"strconv"
	"strings"
)

// Trap is a kind of thing that a careful reader notices, and that a careless one does not.
type Trap struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Often is how many times in a thousand a committee's year holds one; Years are those of committees
	// that always do, so that the first two years hold every kind.
	often int
	sure  bool // once in ten years at least, for tables that nothing else fills
	years map[string][]int
}

const (
	bun = "barn-och-utbildningsnamnden"
	sbn = "samhallsbyggnadsnamnden"
	soc = "socialnamnden"
)

// Traps are all kinds that the generator plants.
var Traps = []Trap{
	{ID: "siffror-byter-plats", Title: "En total där två siffror har bytt plats", often: 90, years: map[string][]int{sbn: {2024}}},
	{ID: "prognos-saknas", Title: "En prognos som saknas gör totalen bättre", often: 120, years: map[string][]int{bun: {2024}}},
	{ID: "tva-stallen", Title: "Exakt på ett ställe, ”cirka” på ett annat", often: 120, years: map[string][]int{sbn: {2024}}},
	{ID: "orsaker-lamnar-rest", Title: "En fullständig orsakslista som lämnar en rest", often: 160, years: map[string][]int{bun: {2024}}},
	{ID: "tyst-andring", Title: "Ett värde som ändras utan förklaring", often: 140, years: map[string][]int{bun: {2023}}},
	{ID: "preliminart", Title: "Preliminärt, sedan slutligt", often: 120, years: map[string][]int{bun: {2023}}},
	{ID: "rattat-paket", Title: "En rättad uppföljning som kommer efter nästa", often: 90, years: map[string][]int{sbn: {2023}}},
	{ID: "budget-hojs", Title: "Budgeten höjs under året och prognosen ser bättre ut"},
	{ID: "lagre-an-vad", Title: "Lägre än vad: budget eller förra året", often: 200, years: map[string][]int{sbn: {2023, 2024}, bun: {2024}}},
	{ID: "manad-utan-rapport", Title: "En månad utan rapport", often: 110, years: map[string][]int{sbn: {2023}}},
	{ID: "godkand-fore-utfall", Title: "Godkänd innan utfallet var känt", often: 120, years: map[string][]int{bun: {2024}}},
	{ID: "muntligt-uppdrag", Title: "Bara muntligt", often: 160, years: map[string][]int{sbn: {2024}}},
	{ID: "uppdrag-obesvarat", Title: "Ett uppdrag som aldrig besvaras", often: 250, years: map[string][]int{bun: {2024}}},
	{ID: "kedja-bruten", Title: "Ett mål utan plats i kedjan"},
	{ID: "mal-utan-indikator", Title: "Ett mål utan indikator"},
	{ID: "mal-upphor", Title: "Ett mål upphör, med skäl", often: 60, years: map[string][]int{sbn: {2025}}},
	{ID: "mal-enligt-uppgift", Title: "Ett mål borttaget ”enligt uppgift”", often: 50, years: map[string][]int{bun: {2025}}},
	{ID: "mal-slutar-foljas", Title: "Ett mål slutar tyst att följas upp", often: 60, years: map[string][]int{sbn: {2024}}},
	{ID: "bedomning-motsager", Title: "En bedömning säger emot sin indikator", often: 300, years: map[string][]int{bun: {2024}}},
	{ID: "tva-bedomningar", Title: "Två bedömningar i samma rapport", often: 200, years: map[string][]int{sbn: {2024}}},
	{ID: "malvarde-aldre", Title: "Målvärdet är äldre än värdet", often: 200, years: map[string][]int{bun: {2025}}},
	{ID: "malvarde-ord", Title: "Ett målvärde blir ett ord", often: 120, years: map[string][]int{sbn: {2025}}},
	{ID: "malvarde-lattas", Title: "Ett målvärde blir lättare att nå", often: 200, years: map[string][]int{bun: {2025}}},
	{ID: "indikator-forsvinner", Title: "En indikator försvinner utan ord", often: 180, years: map[string][]int{bun: {2024}}},
	{ID: "inget-varde", Title: "Rapporten säger själv att ett värde saknas", often: 250, years: map[string][]int{sbn: {2024}}},
	{ID: "sekretess", Title: "Sekretess är inte en lucka", often: 120, years: map[string][]int{bun: {2024}}},
	{ID: "del-av-ar", Title: "En del av ett år mot ett helt", often: 250, years: map[string][]int{bun: {2024}}},
	{ID: "annan-namnare", Title: "Texten räknar något annat än tabellen", often: 200, years: map[string][]int{sbn: {2024}}},
	{ID: "seriebrott", Title: "Ett angivet seriebrott", often: 90, years: map[string][]int{sbn: {2024}}},
	{ID: "mojligt-seriebrott", Title: "Ett möjligt seriebrott, utan att åren anges", sure: true, often: 120, years: map[string][]int{bun: {2024}}},
	{ID: "besparing-utan-allt", Title: "En besparing som inte går att följa upp", often: 110, years: map[string][]int{bun: {2025}}},
	{ID: "besparing-utan-konsekvens", Title: "En besparing utan konsekvensanalys"},
	{ID: "besparing-utan-beslut", Title: "Det sägs inte vilket beslut en besparing hör till", often: 110, years: map[string][]int{sbn: {2025}}},
	{ID: "summan-stammer-inte", Title: "En åtgärdsplan vars summa inte är åtgärdernas", often: 130, years: map[string][]int{sbn: {2024}}},
	{ID: "lika-tal", Title: "Två lika tal om olika saker", often: 90, years: map[string][]int{sbn: {2025}}},
	{ID: "blandade-enheter", Title: "mkr och tkr i samma lista"},
	{ID: "besparing-bara-i-texten", Title: "En besparing som bara nämns i texten", often: 90, years: map[string][]int{bun: {2024}}},
	{ID: "fullmaktiges-mal-saknas", Title: "Alla fullmäktiges mål följs inte upp", often: 120, years: map[string][]int{sbn: {2024}}},
	{ID: "omrade-blir-enhet", Title: "Ett område blir en enhet"},
	{ID: "besparing-kostar", Title: "En besparing som kostar", often: 140, years: map[string][]int{bun: {2024}}},
	{ID: "besparing-halkar", Title: "En besparing som ger lite av det beslutade"},
	{ID: "effekt-redovisas-inte", Title: "En besparings effekt redovisas inte", often: 150, years: map[string][]int{bun: {2024}}},
	{ID: "konsekvens-att-aterkomma-till", Title: "En befarad konsekvens som ingen återkommer till"},
	{ID: "insats-utan-mal", Title: "En insats utan mål"},
	{ID: "insats-utan-resultat", Title: "Deltagare räknas, inte resultat"},
	{ID: "trappa-bryts", Title: "En trappa som bryts", often: 180, years: map[string][]int{bun: {2024}}},
	{ID: "ett-fatal-i-trappan", Title: "”Ett fåtal” i trappan"},
	{ID: "antagande-foljs-inte-upp", Title: "Ett antagande som inte följs upp"},
	{ID: "belopp-aterkallas", Title: "Ett belopp uppges och återtas", sure: true, often: 110, years: map[string][]int{sbn: {2024}}},
	{ID: "paket-aterkallas", Title: "En uppföljning återkallas", often: 50, years: map[string][]int{bun: {2025}}},
	{ID: "kontroll-utan-ansvarig", Title: "En kontroll utan ansvarig"},
	{ID: "kontroll-ej-genomford", Title: "Ej genomförd är ett resultat"},
	{ID: "kontroll-redovisas-inte", Title: "En kontroll som inte redovisas", often: 220, years: map[string][]int{bun: {2024}}},
	{ID: "vana-att-rapportera", Title: "Färre avvikelser, eller färre rapporter", often: 150, years: map[string][]int{bun: {2024}}},
	{ID: "annan-omfattning", Title: "Avvikelser med annan omfattning än andra år", often: 70, years: map[string][]int{sbn: {2024}}},
	{ID: "en-enhet-saknas", Title: "En enhet har inte lämnat uppgift", often: 140, years: map[string][]int{bun: {2023}}},
	{ID: "ett-fatal", Title: "”Ett fåtal” klagomål; resten är inte redovisad", often: 200, years: map[string][]int{sbn: {2023}}},
	{ID: "samverkan-bara-muntlig", Title: "Samverkan som nämnden bara har hört om"},
	{ID: "styrdokument-gammalt", Title: "Ett styrdokument som är gammalt eller motsägande"},
	{ID: "styrdokument-ersatts", Title: "Ett styrdokument ersätts", often: 200, years: map[string][]int{bun: {2024}}},
	{ID: "fraga-pa-tva-stallen", Title: "En revisionsfråga bedöms på två sätt", often: 350, years: map[string][]int{bun: {2024}}},
	{ID: "viss-risk", Title: "”Risk” eller ”viss risk”", often: 400, years: map[string][]int{sbn: {2024}}},
	{ID: "tva-uppfattningar", Title: "Två uppfattningar om samma sak"},
	{ID: "svar-utan-agare", Title: "Ett svar utan åtgärd, ansvarig och tid", often: 350, years: map[string][]int{bun: {2024}}},
	{ID: "svar-uteblir", Title: "Ett svar som uteblir", often: 200, years: map[string][]int{sbn: {2024}}},
	{ID: "forlangd-tre-ganger", Title: "En tid som flyttas tre gånger", often: 400, years: map[string][]int{sbn: {2024}}},
	{ID: "klar-enligt-forvaltningen", Title: "Klar enligt förvaltningen, inte enligt revisionen", often: 500, years: map[string][]int{bun: {2025}}},
	{ID: "upprepad-kritik", Title: "Kritik som upprepas"},
	{ID: "enhet-byter-namn", Title: "En enhet byter namn"},
	{ID: "enhet-delas", Title: "En enhet delas"},
}

// has reports whether a committee's year holds a kind.
func (t *teller) has(trap string, y int) bool {
	i := slices.IndexFunc(Traps, func(k Trap) bool { return k.ID == trap })
	if i < 0 {
		panic("no trap " + trap)
	}
	if y < startYear || t.script != nil && y <= t.script.year {
		return false
	}
	if Traps[i].sure && y == startYear+3+t.chance.of("sure", trap).n(6) {
		return true
	}
	return slices.Contains(Traps[i].years[t.c.ID], y) || t.chance.of("trap", trap).at(y).once(Traps[i].often)
}

// month_ is the month, of several, in which a year's trap lies.
func (t *teller) month_(trap string, y int, of ...int) int {
	return one(t.chance.of("trap month", trap).at(y), of)
}

// Planted is one thing that was planted.
type Planted struct {
	Trap     string   `json:"trap"`
	Package  string   `json:"package"`
	File     string   `json:"file,omitempty"`
	Records  []string `json:"records,omitempty"`  // ids in the file's table
	Findings []string `json:"findings,omitempty"` // the codes of the warnings that it causes, each once
	Notice   string   `json:"notice"`             // what a careful reader notices, in Swedish
}

// plant notes what was planted, where it was. findings are the codes of the warnings that it causes, parted by spaces.
func (t *teller) plant(p *pack, trap, table string, records []string, findings, notice string) {
	if !slices.ContainsFunc(Traps, func(k Trap) bool { return k.ID == trap }) {
		panic("no trap " + strconv.Quote(trap))
	}
	n := Planted{Trap: trap, Package: p.manifest.Name, Records: records, Findings: strings.Fields(findings), Notice: notice}
	if table != "" {
		n.File = table + ".csv"
	}
	t.planted = append(t.planted, n)
}
