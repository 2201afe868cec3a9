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
// Economy
//
//	causes-remainder       budget_lines  R tells causes of a line for Y, and a variance of the line for Y
//	                                     (variance_outcome in an annual report, else variance_forecast) stands
//	                                     with a number: it less the causes with amounts (each title once, of the
//	                                     place that gives most) is not 0. Kind Unexplained where every row says
//	                                     exhaustive=yes and has an amount, else Remainder
//	forecast-worse         budget_lines  the committee's line: of the reports of Y up to R that tell variance_forecast,
//	                                     the last three or more run worse each time. Not in an annual report
//	forecast-error         budget_lines  the committee's line: for Y−1 both a forecast (the last told before the outcome) and
//	                                     variance_outcome are told, and they differ by at least 1 % of budget_year Y−1
//	                                     or, where no budget is told, by a quarter of the outcome. R monthly or interim
//	silently-revised       the row's own compare.Between of the two states has kind Silent in amounts or observations.
//	                                     Only with a state compared with
//	value-not-reported     indicators,   an amount or observation that P itself tells has status not_reported; the
//	                       budget_lines  record is its indicator or line (of savings: saving-effect asks). Once for each
//	assumption-open        assumptions   kind=assumption, period within Y, told first before P, held empty or not_reported.
//	                                     P is a report. From an excerpt only where P tells an amount or a cause of the same record
//
// Savings (all that stand, but proposed and cancelled ones; told by a whole report, but for explicit states)
//
//	saving-amount          savings       amount_status not_reported, or no amount in a whole report
//	saving-date            savings       effect_from empty or unknown
//	saving-effect          savings       status taken, started, done or delayed, effect_from begins by E: no saving_realised with a
//	                                     number for a period within Y is told, where P is a whole interim or annual report that
//	                                     tells saving_realised of some saving; or P or R tells one with status not_reported
//	saving-behind          savings       saving_realised for Y (a year, in an annual report) is told and less than half of the amount
//	savings-total          savings_totals  measure decided or taken, with a number: the savings with the same decision (where the total has
//	                                     none: all that stand, if none of them has a decision) all have amounts of the same kind, and their
//	                                     sum differs
//	impact-revisit         impacts       the subject is a saving, decision or total; told before P or by P; once for each subject, of the row with
//	                                     `revisit` first, else the highest risk, else the first. Not where an observation of the
//	                                     `revisit` indicator with a number, for a period that ends after the impact was told, stands
//
// Decisions
//
//	approved-without-action decisions    approvals (kind approve) of reports of Y whose variance_forecast, as told, is a deficit, where a whole report tells
//	                                     them and no decision of kind assign or adopt_measures names the same package; or whose absence of action is
//	                                     said (links stated_absent from the report's document). Two or more. The record is the last of them; counted
//	assignment-overdue     decisions     kind assign, told by a whole report, due before P.as_at, and no decision answers it
//	oral-only              the row's own a collaboration of form oral; or a decision or assignment, of Y, whose source's form is oral
//	link-broken            links         strength stated_absent, standing, that is about Y: told by a package about Y. Those that approved-without-action
//	                                     counts are left out
//
// Goals
//
//	goal-without-indicator goals         of a committee's, an area's or a unit's level, that holds at E, told by a whole report: no indicator has it as its
//	                                     subject and no link goes from it to an indicator. aspirational goals too
//	goal-against-indicator goals         the goal's assessment for the last period told in Y is met or expected, and of its indicators
//	                                     (subject, or stated link) one or more with a target for Y misses it in the same period by comparator
//	goal-not-followed      goals,        a goal that holds at E was assessed in the last earlier whole package of P's kind and family and
//	                       indicators    is not in P (whole); or an indicator that counts goals tells followed_up less than all, or less than before
//	target-stale           indicators    the last target that stands is for a year before the year of the last value that P or R tells; not
//	                                     where a target without end holds. Told by a whole report
//	series-break           indicators    a break (stated or possible) between periods that have values on both sides, or between unknown
//	                                     ones where two values or more stand; P tells a value of the indicator
//
// Interventions
//
//	intervention-effect    interventions an indicator with step enrolled (or referred, places) has a number for a period within Y or Y−1, and none
//	                                     with step self_supporting, studying or remaining has; the intervention is told by a whole report, or a report says itself that the effect is not reported
//	intervention-stay      interventions remaining_after_12_months is at least 30 % of enrolled or completed of the same period, or has risen
//	                                     two times running
//
// Audit (points of kind recommendation or criticism)
//
//	recommendation-answer  audit_reports, P is the audit itself and none of its points has a response: the report, once; else a point whose report's
//	                       audit_points  response_due is before P.as_at, in a whole report, without response: the point
//	recommendation-owner   audit_points  a response stands, told by a whole report, without responsible
//	recommendation-date    audit_points  a response stands, told by a whole report, without due, and no status event has one
//	recommendation-extended audit_points its day (of the response, then of events) has been put off twice or more, and it is not done by the administration and confirmed
//	recommendation-overdue audit_points  its last known day is before P.as_at and the last status of administration or committee is not done
//	                                     nor declined. Not where recommendation-extended asks
//	recommendation-unconfirmed audit_points the last status of administration or committee is done, and that of audit is not: another, or, in a
//	                                     whole report, none
//	criticism-repeated     audit_points  an opinion, finding or criticism about the same record, of the same kind, in a later report than another,
//	                                     or whose strength or text is linked as repeated: the later
//
// Quality
//
//	control-without-result controls      of the year of P, which is a whole quality report or annual report that tells results of some
//	                                     control: no assessment of it for that year, or one not_assessed or not_reported
//	reporting-habit        indicators    topic deviation, over two whole years told by P: one unit has fallen by half or more while more
//	                                     than half of the other units have risen; the record is the indicator
//	document-review        steering_documents   review is a day before P.as_at, or yearly and adopted_on more than a year before; or states has
//	                                     outdated. Of the committee or of operative level
//	document-contradictory steering_documents   states has contradictory or ambiguous
package review
