package review

import (
	"strings"
	"testing"

	"rodatraden/data/model"
)

func TestWhatIsOnlyToldOrallyIsAskedForInWriting(t *testing.T) {
	with := func(form string) made {
		return month("2025-03-31", "-1").row("collaborations", "id=c", "title=Trygga vägar", "form="+form).
			row("sources", "id=s", "form="+form).decided("assign", "2025-03-27", "", "source=s").decided("assign", "2024-03-27", "", "source=s")
	}
	same(t, asked(t, "oral-only", with("oral")), `collaborations:c oral question Name=Trygga vägar | reason Report=monthly-2025-03-31
decisions:assign-2025-03-27 oral question.decision Name=Beslut 2025-03-27 | reason.decision Date=2025-03-27 Report=monthly-2025-03-31`)
	same(t, asked(t, "oral-only", with("written")), "")
	same(t, asked(t, "oral-only", with("not_stated")), "")
}

func TestALinkThatIsSaidNotToBeThereIsAskedAbout(t *testing.T) {
	link := func(strength, text string) made {
		return month("2025-03-31", "-1").row("goals", "id=g", "title=Mål").row("savings", "id=s", "title=Åtgärd").
			row("links", "id=l", "from=savings:s", "to=goals:g", "strength="+strength, "text="+text).excerpt()
	}
	same(t, asked(t, "link-broken", link("stated_absent", "Sambandet är inte bedömt.")),
		"links:l broken_link question From=Åtgärd To=Mål | reason Report=monthly-2025-03-31 Text=Sambandet är inte bedömt")
	same(t, asked(t, "link-broken", link("stated_absent", "")), "links:l broken_link question From=Åtgärd To=Mål | reason.absent Report=monthly-2025-03-31")
	same(t, asked(t, "link-broken", link("partial", "")), "")
	same(t, asked(t, "link-broken", link("stated_absent", ""), month("2026-03-31", "-1")), "")
}

func TestWhatTheCommitteeIsNotToldOfIsCalledWhatTheLinkCallsIt(t *testing.T) {
	link := func(to, relation, text string) string {
		p := month("2025-03-31", "-1").row("units", "id=n", "name=Nämnden", "kind=committee").row("units", "id=f", "name=Förvaltningen").
			row("units", "id=g", "name=Grupp").row("links", "id=l", "from=units:f", "to=units:"+to, "relation="+relation, "strength=stated_absent", "text="+text)
		first, _, _ := strings.Cut(asked(t, "link-broken", p), " |")
		return first
	}
	const text = "Nämnden tar inte del av egenkontrollen."
	same(t, link("n", "redovisar egenkontroll till", text), "links:l broken_link question.told From=Förvaltningen Of=egenkontrollen To=Nämnden")
	same(t, link("n", "redovisar egenkontroll till", "Det saknas."), "links:l broken_link question From=Förvaltningen To=Nämnden")
	same(t, link("n", "möter", text), "links:l broken_link question From=Förvaltningen To=Nämnden")
	same(t, link("g", "redovisar egenkontroll till", text), "links:l broken_link question From=Förvaltningen To=Grupp")
}

func TestAnOralAssignmentIsAskedAboutThoughOnlyItsNoteSaysSo(t *testing.T) {
	given := func(cells ...string) made {
		return month("2025-03-31", "-1").decided("assign", "2025-03-27", "", cells...)
	}
	same(t, asked(t, "oral-only", given("note=Uppdraget gavs vid muntlig information, inte på en rapport.")),
		"decisions:assign-2025-03-27 oral question.decision Name=Beslut 2025-03-27 | reason.decision Date=2025-03-27 Report=monthly-2025-03-31")
	same(t, asked(t, "oral-only", given("note=Gavs på rapporten.")), "")
	same(t, asked(t, "oral-only", given("note=Kompletterades muntligt.", "package=monthly-2025-03-31")), "")
}

func TestACollaborationThatHasEndedIsNotAskedAbout(t *testing.T) {
	told := month("2025-03-31", "-1").row("collaborations", "id=c", "title=Trygga vägar", "form=oral", "period=2023/2025")
	same(t, asked(t, "oral-only", told), "collaborations:c oral question Name=Trygga vägar | reason Report=monthly-2025-03-31")
	same(t, asked(t, "oral-only", told, month("2026-03-31", "-1")), "")
}

func TestALinkThatWouldExplainCostsAsksByWhatIsToldOfThem(t *testing.T) {
	link := func(relation, trend string) string {
		p := whole(model.Audit, "2025-10-31").excerpt().line("l", "").row("indicators", "id=i", "title=Effekt").
			row("links", "id=k", "from=indicators:i", "to=budget_lines:l", "relation="+relation, "strength=stated_absent", "text=Analys saknas.").
			row("amounts", "line=l", "measure=outcome_ytd", "period=2025-01/2025-08", "status=trend_only", "text="+trend)
		got, _, _ := strings.Cut(asked(t, "link-broken", p), " |")
		return got
	}
	ends := " From=Effekt To=Rad l"
	same(t, link("förklarar", "Kostnaderna minskar."), "links:k broken_link question.explains.fall"+ends)
	same(t, link("förklarar", "Kostnaderna ökar."), "links:k broken_link question.explains.rise"+ends)
	same(t, link("förklarar", "Kostnaderna ökar eller minskar."), "links:k broken_link question.explains"+ends)
	same(t, link("förklarar", "Kostnaderna beror på hyrorna."), "links:k broken_link question.explains"+ends)
	same(t, link("påverkar", "Kostnaderna minskar."), "links:k broken_link question"+ends)
}

func TestTheReviewOfTrollhattanSaysWhichStepsAreNotThere(t *testing.T) {
	all := demonstration(t, "trollhattan", "asn").find(t, "asn-2021-09-monthly", "asn-2021-review")
	same(t, written(all, "oral-only"), "collaborations:information-arbetsformedlingen-muntlig oral question Name=Muntlig information till nämnden om samverkan | reason Report=asn-2021-review")
	same(t, written(all, "link-broken"), `links:effekt-insatser-minskning broken_link question.explains.fall From=Insatsernas effekt To=Försörjningsstöd | reason Report=asn-2021-review Text=En tydlig analys av på vilket sätt olika insatser har bidragit till att försörjningsstödet minskar saknas
links:effekt-insatser-mal broken_link question From=Insatsernas effekt To=Försörjningsstödet ska minska | reason Report=asn-2021-review Text=En analys av insatsernas effekter, och av hur de bidrar till självförsörjning, saknas
links:egenkontroll-namnden broken_link question.told From=Arbetsmarknads- och socialförvaltningen Of=egenkontrollen To=Arbetsmarknads- och socialnämnden | reason Report=asn-2021-review Text=Enligt dokumenten tar nämnden inte del av någon uppföljning av egenkontrollen`)
}
