package review

// auditRules are still to come.
var auditRules []Rule
