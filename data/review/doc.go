// Package review finds what a careful reader of a committee's follow-up would ask about. Each rule is a
// small function over what is known at a state; it asks, and claims nothing.
//
// # What a rule may look at
//
// A state is a package P and a moment, as in package compare. Y is the year of P's last day E, R the
// report (monthly, interim, annual) whose economy is told: P, or where P is none the report of greatest
// rank. "Stands" is what the statement of greatest rank of a key says.
//
// From an excerpt nothing is asked of what it does not repeat: a rule that rests on something being
// absent looks only at what a whole report (extent full) tells, at what a report itself says is not
// reported (not_reported, stated_absent, held not_reported), or at what the excerpt itself tells
// against. A record's extent is that of the package whose statement stands.
//
// A rule asks at most once about one record. The record, table:id, is named after each rule below.
//
// # The rules
//
// Economy (where a rule speaks of R, Y is R's year)
//
//	causes-remainder       budget_lines  R tells causes of a line for Y, and a variance of the line for Y
//	                                     (variance_outcome in an annual report, else variance_forecast) stands
//	                                     with a number: it less the causes with amounts (each title once, of the
//	                                     place that gives most) is more than their rounding. Kind Unexplained where every row says
//	                                     exhaustive=yes and has an amount, else Remainder
//	forecast-worse         budget_lines  the committee's line: of the reports of Y up to R that tell variance_forecast, the last are
//	                                     three forecasts or more, each worse than the one before. Not in an annual report
//	forecast-error         budget_lines  the committee's line: for Y−1 both a forecast (the last told before the outcome) and
//	                                     variance_outcome are told, and they differ by at least 1 % of budget_year Y−1
//	                                     or, where no budget is told, by a quarter of the outcome. R monthly or interim
//	silently-revised       the row's own compare.Between of the two states has kind Silent in amounts or observations.
//	                                     Only with a state compared with, and where both have a number
//	value-not-reported     indicators,   an amount or observation that P itself tells has status not_reported, and no number in another place; the
//	                       budget_lines  record is its indicator or line (of savings: saving-effect asks). Once for each
//	assumption-open        assumptions   kind=assumption, period within Y, told first before P, held empty or not_reported.
//	                                     P is a report. From an excerpt only where P tells an amount or a cause of the line that it is about
//
// Savings (all that stand, but proposed and cancelled ones; told by a whole report, but for explicit states and
// for impacts, which are asked about from excerpts too: what is asked rests on nothing's being absent.
// A total that is decided is one of measure decided, in money, whose state is not proposed)
//
//	saving-amount          savings       amount_status not_reported, or no amount in a whole report
//	saving-date            savings       effect_from empty or unknown
//	saving-effect          savings       status taken, started, done or delayed, effect_from begins in Y or Y−1 and by E: no saving_realised with a
//	                                     number for a period within Y is told, nor that it does not apply, where P is a whole interim
//	                                     or annual report that tells saving_realised of some saving; or, of any status, P or R tells
//	                                     one for its year with status not_reported
//	saving-behind          savings       R is annual: saving_realised for its year as a whole is told and less than half of the amount, or, where
//	                                     a permanent saving began in a month of that year, of the amount for its months
//	savings-total          savings_totals  a decided total with a number: the savings with the same decision, cancelled ones too (where the
//	                                     total has none: all that stand, if none of them has a decision) all have amounts, and their sum
//	                                     differs by more than rounding
//	saving-decision        savings,      told by a whole report without decision; or, of an excerpt about Y, once: no saving has a decision, two
//	                       savings_totals  or more have amounts, and their sum is that of no decided total. The record is the last of those
//	impact-revisit         impacts       the subject is a saving, a decision to adopt measures, or a total, neither proposed nor cancelled: a saving whose
//	                                     effect_from, where it is known, begins by P.as_at, and which is not delayed unless it is told to have given something
//	                                     (saving_realised other than 0, or in words); a decision or a total whose day (date, stated_on), where it is known, is over
//	                                     before P.as_at. Told by a package about Y−2 or later, with another risk than not_reported; once for each subject, of the row
//	                                     with the highest risk, then with `revisit`, then the first. Not where an observation of
//	                                     the `revisit` indicator with a number stands for a period that ends after that day and after
//	                                     the impact was told
//
// Decisions
//
//	approved-without-action decisions    approvals (kind approve) of reports of Y whose variance_forecast of the committee's line, as they told it, is a
//	                                     deficit, where a whole report tells the approval and no decision of kind assign or adopt_measures names the
//	                                     same package, nor has the report been taken back; or whose absence of action is said (links stated_absent from the report's own document to a
//	                                     decision). Reports, two or more, are counted. The record is the approval of the one of greatest rank
//	assignment-overdue     decisions     kind assign, told by a whole report, due before P.as_at, and no decision answers it
//	oral-only              the row's own a collaboration of form oral, whose period has not ended before Y; or a decision of Y whose source's
//	                       form is oral, or an assignment of Y taken on no package whose note says that it was given orally
//	link-broken            links         strength stated_absent, standing, that is about Y: told by a package about Y. Those that approved-without-action
//	                                     counts are left out
//
// Goals. A value of an indicator is one that stands for a time that has begun by E, of the whole: of everybody, or of the
// only unit that is told of
//
//	goal-without-indicator goals         of a committee's, an area's or a unit's level, that holds at E, told by a whole report: no indicator has it as its
//	                                     subject, and no link ties one to it or to the goals of its level and year. aspirational goals too
//	goal-against-indicator goals         the last assessments of the goal, of one package for one period of Y that is over by E, hold one that is met or expected, and
//	                                     of its indicators (subject, or stated link) one or more with a target for Y misses it, by comparator, with
//	                                     its last number of that period
//	goal-not-followed      goals,        P is whole and assesses goals, but not one that holds at E and that the last whole package of P's kind that
//	                       indicators    assesses goals assesses, or, where there is none since the goal was first told, the last such of any report; not_assessed
//	                                     is an assessment. Once, of
//	                                     council goals that P passes by though it assesses others of them. Or an indicator with a target for
//	                                     Y that the last whole interim or annual report tells, and the last interim one where P is interim,
//	                                     but not P, which is whole and one of them. Or an indicator that counts goals: P
//	                                     itself tells followed_up less than all, or less than before
//	target-stale           indicators    the last target that stands ends in a year before that of the last number that P or R, whole, tells; not where a target
//	                                     without end holds, or the goal that it follows no longer does
//	series-break           indicators    a break (stated or possible) between the last number, of Y, and the last of the years before; or between unknown
//	                                     times where two numbers or more stand, the last of them of Y
//
// Interventions. A step is an indicator that names the intervention or that a stated link ties to it; lately is within Y or Y−1
//
//	intervention-effect    interventions those who take part (step enrolled, else referred, else places) have lately been counted, and neither a number nor words
//	                                     tell lately of an effect (self_supporting, studying, remaining), nor that they completed it where no
//	                                     effect has an indicator. The intervention is told by a whole report, or the last word of an indicator of
//	                                     interventions' effect at large is not_reported. Or no number at all lately, P a whole annual report,
//	                                     the intervention told and begun half a year before E. What parts of it lead to counts
//	intervention-stay      interventions remaining_after_12_months, of direction down (else it tells of those who stay in work), is lately at least 30 % of enrolled,
//	                                     else completed, of the same period, or has risen two times running from one like period to the next
//
// Audit (points of kind recommendation or criticism; none that both administration and audit say is done)
//
//	recommendation-answer  audit_reports, P is the audit itself and none of the points of a report that it tells has a response: the report, once; else, P whole, a
//	                       audit_points  point of a whole report without response, where the day of its report's response_due, if one is set, is
//	                                     before P.as_at and a whole interim or annual report of that day or later is told: the point
//	recommendation-owner   audit_points  a response stands, told by a whole report, without responsible
//	recommendation-date    audit_points  a response stands, told by a whole report, without due, and no status event has one
//	recommendation-extended audit_points its day (of the response, then of events) has been put off twice or more
//	recommendation-overdue audit_points  P is whole, and the point's last known day, told by a whole report, is before P.as_at; the last status of
//	                                     administration or committee is not done nor declined. Not where recommendation-extended asks
//	recommendation-unconfirmed audit_points the last status of administration or committee is done, and that of audit is not: another, of the same day as when they
//	                                     first said so or later, or, where P is whole, none since then though a whole audit has been told that is of a later day
//	criticism-repeated     audit_points  of the same kind as a point of an earlier report, of which it is a part, with which it is linked, or about the same
//	                                     record, which is no unit: the later
//
// Quality
//
//	control-without-result controls      of the year of P, which is a whole quality report or annual report that tells results of some
//	                                     control: no assessment of it for a time within that year, or only ones not_assessed or not_reported
//	reporting-habit        indicators    topic deviation, over the last whole year, Y or Y−1, that P tells by unit and the one before: one unit alone has fallen, by half
//	                                     or more, while more than half of the others have risen; the record is the indicator
//	document-review        steering_documents   states has outdated; or, told by a whole report, of the committee or of operative level, review is a day before
//	                                     P.as_at, or yearly (every second to fifth year) and adopted_on longer ago than that. Not of one that is yearly and whose note says
//	                                     that it is reviewed
//	document-contradictory steering_documents   states has contradictory or ambiguous. Of both: not national, nor what another document replaces; where the
//	                                     note says it in words of its own, those are the reason
package review
