package followup

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"rodatraden/assets"
)

// dataPackageRules are the rules of Data Package v2 (https://datapackage.org/standard/) that
// concern what we write, in our own words: what the descriptor, a resource and a table schema
// must and may hold. Every object of ours is closed, so that a property that the standard does not
// define cannot slip in beside `followup`.
const dataPackageRules = `{
  "type": "object",
  "required": ["$schema", "name", "id", "title", "created", "resources", "followup"],
  "additionalProperties": false,
  "properties": {
    "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
    "name": {"type": "string", "pattern": "^[a-z0-9._-]+$"},
    "id": {"type": "string", "format": "uuid"},
    "title": {"type": "string"},
    "version": {"type": "string"},
    "created": {"type": "string", "format": "date-time"},
    "licenses": {"type": "array", "minItems": 1, "items": {"type": "object", "additionalProperties": false,
      "anyOf": [{"required": ["name"]}, {"required": ["path"]}],
      "properties": {"name": {"type": "string", "pattern": "^[-a-zA-Z0-9._]+$"}, "path": {"$ref": "#/$defs/path"}, "title": {"type": "string"}}}},
    "sources": {"type": "array", "items": {"type": "object", "minProperties": 1, "additionalProperties": false,
      "properties": {"title": {"type": "string"}, "path": {"$ref": "#/$defs/path"}}}},
    "contributors": {"type": "array", "minItems": 1, "items": {"type": "object", "minProperties": 1, "additionalProperties": false,
      "properties": {"title": {"type": "string"}, "roles": {"type": "array", "minItems": 1, "items": {"type": "string"}}}}},
    "resources": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/resource"}},
    "followup": {"type": "object"}
  },
  "$defs": {
    "path": {"type": "string", "anyOf": [{"pattern": "^https://"}, {"pattern": "^[^./~][^:\\\\]*$"}]},
    "resource": {"type": "object", "required": ["name", "path", "hash", "bytes"], "additionalProperties": false,
      "properties": {
        "name": {"type": "string", "pattern": "^[a-z0-9._-]+$"},
        "path": {"$ref": "#/$defs/path"},
        "type": {"const": "table"},
        "format": {"type": "string"},
        "mediatype": {"type": "string", "pattern": "^.+/.+$"},
        "encoding": {"const": "utf-8"},
        "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
        "bytes": {"type": "integer", "minimum": 0},
        "schema": {"$ref": "#/$defs/schema"}
      },
      "if": {"required": ["type"]}, "then": {"required": ["schema"]}},
    "schema": {"type": "object", "required": ["fields"], "additionalProperties": false,
      "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/tableschema.json"},
        "name": {"type": "string"}, "title": {"type": "string"}, "description": {"type": "string"},
        "fields": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/field"}},
        "primaryKey": {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"type": "string"}},
        "missingValues": {"type": "array", "uniqueItems": true, "items": {"type": "string"}}
      }},
    "field": {"type": "object", "required": ["name", "type"], "additionalProperties": false,
      "properties": {
        "name": {"type": "string"}, "title": {"type": "string"}, "description": {"type": "string"},
        "type": {"enum": ["string", "number", "integer", "boolean"]},
        "trueValues": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "falseValues": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "constraints": {"type": "object", "additionalProperties": false, "properties": {
          "required": {"type": "boolean"}, "unique": {"type": "boolean"},
          "pattern": {"type": "string", "format": "regex"},
          "enum": {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"type": "string"}}}}
      },
      "allOf": [
        {"if": {"not": {"properties": {"type": {"const": "boolean"}}}}, "then": {"properties": {"trueValues": false, "falseValues": false}}},
        {"if": {"not": {"properties": {"type": {"const": "string"}}}}, "then": {"properties": {"constraints": {"properties": {"pattern": false}}}}}
      ]}
  }
}`

func checkDataPackage(t *testing.T, raw []byte) {
	t.Helper()
	rules, err := jsonschema.UnmarshalJSON(strings.NewReader(dataPackageRules))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("datapackage.json", rules); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("datapackage.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(doc); err != nil {
		t.Error(err)
	}
}

func TestABuiltPackageIsAValidDataPackage(t *testing.T) {
	p := aSource().build(t)
	checkDataPackage(t, p.ManifestBytes())
	for _, res := range p.Manifest.Resources {
		if res.Type != "table" {
			continue
		}
		// fieldsMatch is `exact` by default: the header is the schema's fields in their order, and
		// the primary key is of fields that are there. Patterns hold for the whole cell.
		var s struct {
			Fields     []struct{ Name string }
			PrimaryKey []string
		}
		if err := json.Unmarshal(res.Schema, &s); err != nil {
			t.Fatal(err)
		}
		raw, err := contentOf(p.Files, res)
		if err != nil {
			t.Fatal(err)
		}
		c := &collector{}
		sheet := readSheet(c, res.Path, raw)
		if len(c.findings) > 0 || len(sheet.header) != len(s.Fields) {
			t.Fatal(c.findings)
		}
		names := map[string]bool{}
		for i, f := range s.Fields {
			names[f.Name] = true
			if sheet.header[i] != f.Name {
				t.Errorf("%s: column %d is %s, its field %s", res.Path, i, sheet.header[i], f.Name)
			}
		}
		for _, k := range s.PrimaryKey {
			if !names[k] {
				t.Errorf("%s: primary key %s", res.Path, k)
			}
		}
	}
	if regexp.MustCompile(`"foreignKeys"`).Match(p.ManifestBytes()) {
		t.Error("references may lead to earlier packages, which foreignKeys cannot say")
	}
}

func TestTheDemonstrationPackagesAreValidDataPackages(t *testing.T) {
	for _, library := range []string{"demo/trollhattan", "demo/alvbro"} {
		entries, err := fs.ReadDir(assets.Demo, library)
		if err != nil {
			t.Fatal(err)
		}
		var known []*Package
		for _, e := range entries {
			if !e.IsDir() {
				continue
			}
			from, err := fs.Sub(assets.Demo, library+"/"+e.Name())
			if err != nil {
				t.Fatal(err)
			}
			p, report, err := BuildFS(from, BuildOptions{Known: known})
			if err != nil {
				t.Fatal(e.Name(), err, report)
			}
			checkDataPackage(t, p.ManifestBytes())
			known = append(known, p)
		}
		if len(known) < 10 {
			t.Errorf("%s: %d packages", library, len(known))
		}
	}
}
