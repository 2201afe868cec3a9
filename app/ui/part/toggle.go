package part

// NewTableToggle returns the button that shows charts as tables, and tables as charts, by do. Ctrl+T
// does the same. on says that the tables are shown already.
func NewTableToggle(env Env, on bool, do func(), charts ...*Chart) *Button {
	return turning(NewButton(env, "document", env.L.Text("ui.chart.as_table"), do), env, on, charts)
}

// NewTableIcon returns the same button with its icon alone.
func NewTableIcon(env Env, on bool, do func(), charts ...*Chart) *Button {
	return turning(NewIconButton(env, "document", env.L.Text("ui.chart.as_table"), do), env, on, charts)
}

// turning lets the button say what it will do.
func turning(b *Button, env Env, on bool, charts []*Chart) *Button {
	say := func(asTable bool) {
		if asTable {
			b.SetText("economy", env.L.Text("ui.chart.as_chart"))
		} else {
			b.SetText("document", env.L.Text("ui.chart.as_table"))
		}
	}
	if on {
		say(true)
	}
	for _, c := range charts {
		c.onTurn = append(c.onTurn, say)
	}
	return b
}
