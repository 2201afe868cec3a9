package notes

import "context"

const stamp = "20060102T150405Z"

func (n *Notes) backup(ctx context.Context, dir string) (string, error) { return "", nil }
func (n *Notes) newestWhole(ctx context.Context) string                 { return "" }
