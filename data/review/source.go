package review

// sourceRules are still to come.
var sourceRules []Rule
