package review

// qualityRules are still to come.
var qualityRules []Rule
