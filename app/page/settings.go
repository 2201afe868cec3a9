package page

import (
	"slices"
	"strconv"

	"rodatraden/app/i18n"
	"rodatraden/data/home"
)

// Settings is the page on which the reader says how the program shall be.
type Settings struct {
	Headline string
	Sub      string
	Groups   []SettingGroup
	Backup   SettingFolder
	Where    string // over the places
	Places   []NamedText
}

// SettingGroup is one thing to choose, and what it can be.
type SettingGroup struct {
	ID      string // language, theme, text or check
	Title   string
	Hint    string // what it means; may be empty
	Choices []SettingChoice
	Chosen  int
}

// SettingChoice is one of them.
type SettingChoice struct {
	Value string // as it is kept
	Text  string
}

// SettingFolder is a folder to choose.
type SettingFolder struct {
	Title string
	Hint  string
	Path  string // as the reader has chosen it; empty is the program's own
	Own   string // the program's own, in words
}

// TextSizes are the sizes of the text that can be chosen, in per cent.
var TextSizes = []int{100, 125, 150, 200}

// BuildSettings makes the page of the settings as they are. Places are those of the home.
func BuildSettings(s home.Settings, h home.Home, l *i18n.Localizer) *Settings {
	p := &Settings{Headline: l.Text("settings.headline"), Sub: l.Text("settings.sub"), Where: l.Text("ui.about.where")}
	group := func(id, hint, now string, values ...string) {
		g := SettingGroup{ID: id, Title: l.Text("settings." + id), Hint: hint}
		for _, v := range values {
			text := "settings." + id + "." + v
			if id == "text" {
				g.Choices = append(g.Choices, SettingChoice{v, l.Text("settings.text.size", "Size", v)})
				continue
			}
			g.Choices = append(g.Choices, SettingChoice{v, l.Text(text)})
		}
		g.Chosen = max(slices.IndexFunc(g.Choices, func(c SettingChoice) bool { return c.Value == now }), 0)
		p.Groups = append(p.Groups, g)
	}
	group("language", "", l.Lang(), i18n.Swedish, i18n.English)
	group("theme", "", s.Theme, "light", "dark", "contrast")
	var sizes []string
	for _, size := range TextSizes {
		sizes = append(sizes, strconv.Itoa(size))
	}
	group("text", "", strconv.Itoa(s.TextSize), sizes...)
	check := "yes"
	if s.NoCheck {
		check = "no"
	}
	group("check", l.Text("settings.check.hint"), check, "yes", "no")
	p.Backup = SettingFolder{
		Title: l.Text("settings.backup"), Hint: l.Text("settings.backup.hint"), Path: s.NotesBackup,
		Own: l.Text("settings.backup.own", "Path", h.NotesBackup()),
	}
	p.Places = append(p.Places, NamedText{l.Text("settings.home"), h.Dir()})
	for _, place := range h.Places() {
		if place.There {
			p.Places = append(p.Places, NamedText{i18n.Capital(l.Text("command.files." + place.Name)), l.Text("settings.place", "Bytes", l.Bytes(place.Bytes), "Path", place.Path)})
		}
	}
	return p
}
