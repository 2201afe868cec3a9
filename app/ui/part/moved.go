package part

import "rodatraden/app/page"

// movedShown is how many changes a page shows of those that stand under its own head on the page of all
// changes.
const movedShown = 6

// Moved is the section of what differs from the state that a page is compared with: the weightiest
// changes, and where there are more the way to all. Nothing differs, nothing is shown.
func Moved(env Env, gap float32, with *page.PackageRef, changes []page.FactChange) []Item {
	if with == nil || len(changes) == 0 {
		return nil
	}
	shown := changes[:min(len(changes), movedShown)]
	var right []SectionRight
	if more := len(changes) - len(shown); more > 0 && env.OpenPage != nil {
		text := env.L.Text("ui.rows.more", "Shown", env.L.Int(len(shown)), "Total", env.L.Int(len(changes)))
		right = append(right, WithLink(func() { env.OpenPage("changes") }, text))
	}
	section := NewSection(env, env.L.Text("ui.moved.title", "When", with.When), right...)
	items := []Item{{Block: section, Gap: gap, Keep: true}}
	for _, r := range NewChangeRows(env, shown, &Group{}) {
		items = append(items, Item{Block: r})
		section.Follow(r)
	}
	return items
}
