package template

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"rodatraden/data/followup"
)

// property is one line of the sheet of the report's own data.
type property struct {
	path     string   // in the manifest: followup.period.to
	label    string   // the ending of its message's id; the path without numbers
	values   []string // where they are listed
	required bool
	number   bool
	truth    bool
}

// numbered are the indices in a property's path.
var numbered = regexp.MustCompile(`\.[0-9]+`)

// properties are the lines of the sheet for a manifest that has so many licences, sources and contributors.
func properties(m followup.Manifest) []property {
	all := []property{
		{path: "title", required: true},
		{path: "followup.kind", required: true},
		{path: "followup.extent", required: true},
		{path: "followup.period.from"},
		{path: "followup.period.to"},
		{path: "followup.as_at"},
		{path: "followup.meeting.date"},
		{path: "followup.meeting.item"},
		{path: "followup.published"},
		{path: "followup.published_basis"},
		{path: "followup.variance", required: true},
		{path: "followup.audience", required: true},
		{path: "followup.committee.name", required: true},
		{path: "followup.committee.id", required: true},
		{path: "followup.municipality.name", required: true},
		{path: "followup.municipality.code", required: true},
		{path: "followup.fictional", truth: true},
		{path: "followup.order", required: true, number: true},
		{path: "name"},
		{path: "id"},
		{path: "followup.supersedes"},
		{path: "followup.reason"},
		{path: "version"},
		{path: "created"},
	}
	for i := range max(1, len(m.Contributors)) {
		at := "contributors." + strconv.Itoa(i)
		all = append(all, property{path: at + ".title"}, property{path: at + ".roles"})
	}
	for i := range max(1, len(m.Licenses)) {
		at := "licenses." + strconv.Itoa(i)
		all = append(all, property{path: at + ".name"}, property{path: at + ".path"}, property{path: at + ".title"})
	}
	for i := range max(1, len(m.Sources)) {
		at := "sources." + strconv.Itoa(i)
		all = append(all, property{path: at + ".title"}, property{path: at + ".path"})
	}
	for i := range all {
		all[i].label = numbered.ReplaceAllString(all[i].path, "")
		all[i].values = followup.Allowed(all[i].path)
	}
	return all
}

// flat gives a manifest's properties by path; the roles of a contributor are lines of one text.
func flat(m followup.Manifest) (map[string]string, error) {
	m.Resources = nil
	raw, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	var tree map[string]any
	if err := json.Unmarshal(raw, &tree); err != nil {
		return nil, err
	}
	out := map[string]string{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, inner := range v {
				walk(strings.TrimPrefix(path+"."+name, "."), inner)
			}
		case []any:
			if strings.HasSuffix(path, ".roles") {
				var lines []string
				for _, role := range v {
					s, _ := role.(string)
					lines = append(lines, s)
				}
				out[path] = strings.Join(lines, "\n")
				return
			}
			for i, inner := range v {
				walk(path+"."+strconv.Itoa(i), inner)
			}
		case string:
			out[path] = v
		case bool:
			out[path] = strconv.FormatBool(v)
		case float64:
			if v != 0 {
				out[path] = strconv.FormatInt(int64(v), 10)
			}
		}
	}
	walk("", tree)
	return out, nil
}

// manifestJSON writes datapackage.json of a sheet's lines, given by path. It returns where each path of
// the sheet has come in the file.
func manifestJSON(lines []string, given map[string]string) (raw []byte, path map[string]string, err error) {
	tree := map[string]any{"followup": map[string]any{"format": followup.Format}}
	path = map[string]string{}
	index := map[string]int{} // the place in the file's list of each item of the sheet's
	count := map[string]int{}
	for _, line := range lines {
		text := given[line]
		if text == "" {
			path[line] = line
			continue
		}
		parts := strings.Split(line, ".")
		if len(parts) == 3 && parts[0] != "followup" { // an item of a list
			item := parts[0] + "." + parts[1]
			at, there := index[item]
			if !there {
				at = count[parts[0]]
				index[item], count[parts[0]] = at, at+1
				list, _ := tree[parts[0]].([]any)
				tree[parts[0]] = append(list, map[string]any{})
			}
			path[line] = parts[0] + "." + strconv.Itoa(at) + "." + parts[2]
			var value any = text
			if parts[2] == "roles" {
				value = strings.Split(text, "\n")
			}
			tree[parts[0]].([]any)[at].(map[string]any)[parts[2]] = value
			continue
		}
		path[line] = line
		into := tree
		for _, name := range parts[:len(parts)-1] {
			inner, ok := into[name].(map[string]any)
			if !ok {
				inner = map[string]any{}
				into[name] = inner
			}
			into = inner
		}
		into[parts[len(parts)-1]] = typed(line, text)
	}
	raw, err = json.MarshalIndent(tree, "", "  ")
	return append(raw, '\n'), path, err
}

// typed is a property's value; what has not the form of its type stays a text, which the check tells.
func typed(path, text string) any {
	switch path {
	case "followup.order":
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n
		}
	case "followup.fictional":
		if b, err := strconv.ParseBool(text); err == nil {
			return b
		}
	}
	return text
}

// word is a listed value of a property in words.
func (p property) word(w Words, value string) string {
	switch {
	case p.truth && value == "true":
		return w.Text("template.yes")
	case p.truth && value == "false":
		return w.Text("template.no")
	case len(p.values) > 0 && value != "":
		return w.Text("template.value." + strings.TrimPrefix(p.label, "followup.") + "." + value)
	}
	return value
}

// listed returns the values that a property may have, where they are listed.
func (p property) listed() []string {
	if p.truth {
		return []string{"true", "false"}
	}
	return p.values
}
