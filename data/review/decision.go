package review

// decisionRules are still to come.
var decisionRules []Rule
