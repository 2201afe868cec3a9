package review

// savingsRules are still to come.
var savingsRules []Rule
