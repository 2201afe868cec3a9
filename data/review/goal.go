package review

// goalRules are still to come.
var goalRules []Rule
