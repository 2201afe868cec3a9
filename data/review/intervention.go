package review

// interventionRules are still to come.
var interventionRules []Rule
