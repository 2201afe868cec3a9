package main

import (
	"bytes"
	"path/filepath"

	"github.com/spf13/cobra"

	"rodatraden/app/export"
	"rodatraden/app/publishing"
	"rodatraden/app/terminal"
	"rodatraden/assets"
	"rodatraden/data/fault"
)

func (c *call) guideCommand() *cobra.Command {
	const op = "guide"
	var out, examples string
	cmd := terminal.Command(c.L, "guide", "guide")
	cmd.Flags().StringVar(&out, "out", "-", c.L.Text("command.flag.out.guide"))
	cmd.Flags().StringVar(&examples, "examples", "", c.L.Text("command.flag.examples"))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if examples != "" {
			if cmd.Flags().Changed("out") {
				return fault.New(op, fault.Usage, "--out --examples", nil)
			}
			return c.writeExamples(examples)
		}
		if out == "-" {
			if c.JSON {
				return fault.New(op, fault.Usage, "--json --out=-", nil)
			}
			return export.GuideText(c.Data())
		}
		var b bytes.Buffer
		if err := export.GuideHTML(&b); err != nil {
			return err
		}
		size := b.Len()
		if err := terminal.WriteFile(out, b.Bytes()); err != nil {
			return err
		}
		if c.JSON {
			return c.Answer(map[string]any{"out": out, "bytes": size})
		}
		c.Say("command.guide.done", "Path", out)
		return nil
	}
	return cmd
}

// writeExamples writes the files that the guide shows, to be edited: all of them, or none.
func (c *call) writeExamples(to string) error {
	var names []string
	err := publishing.Place("guide", to, func(part string) ([]string, error) {
		all, err := assets.Packaging.ReadDir("packaging")
		if err != nil {
			return nil, err
		}
		for _, e := range all {
			raw, err := assets.Packaging.ReadFile("packaging/" + e.Name())
			if err != nil {
				return nil, err
			}
			if err := terminal.WriteFile(filepath.Join(part, e.Name()), raw); err != nil {
				return nil, err
			}
			names = append(names, e.Name())
		}
		return names, nil
	})
	if err != nil {
		return err
	}
	if c.JSON {
		return c.Answer(map[string]any{"out": to, "files": names})
	}
	c.Say("command.guide.examples", "Path", to)
	return nil
}
