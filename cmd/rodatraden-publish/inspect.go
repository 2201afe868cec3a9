package main

import (
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"rodatraden/app/publishing"
	"rodatraden/app/terminal"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
)

func (c *call) inspectCommand() *cobra.Command {
	const op = "inspect"
	var extract string
	cmd := terminal.Command(c.L, "inspect", "inspect")
	c.repositoryFlag(cmd, true)
	cmd.Flags().StringVar(&extract, "extract", "", c.L.Text("command.flag.extract"))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		d, err := c.published(cmd.Context())
		if err != nil {
			return err
		}
		x, err := d.Inspect(cmd.Context())
		if err != nil {
			return err
		}
		if extract != "" {
			err := publishing.Place(op, extract, func(part string) (names []string, err error) {
				for _, committee := range x.Committees {
					for _, p := range committee.Packages {
						name := filepath.Join(committee.ID, p.Name)
						if err := cmd.Context().Err(); err != nil {
							return nil, err
						}
						if err := x.ExtractTo(cmd.Context(), committee.ID+"/"+p.Name, filepath.Join(part, name)); err != nil {
							return nil, publishing.Outside(err, part, extract)
						}
						names = append(names, name)
					}
				}
				return names, nil
			})
			if err != nil {
				return err
			}
		}
		warned := c.warningsOf(x, nil)
		if c.JSON {
			out := inspectionOf(x)
			out.Warnings = warned
			return c.Answer(out)
		}
		c.tell(x)
		c.sayWarnings(warned)
		return nil
	}
	return cmd
}

// inspection is the answer of inspect for machines. Times are in UTC.
type inspection struct {
	ID           string              `json:"id"`
	Municipality layout.Municipality `json:"municipality"`
	Audience     layout.Audience     `json:"audience"`
	Fingerprint  []string            `json:"fingerprint"`
	Signed       time.Time           `json:"signed"`
	Roles        []role              `json:"roles"`
	Committees   []inspected         `json:"committees"`
	Files        int                 `json:"files"`
	Bytes        int64               `json:"bytes"`
	Warnings     []warned            `json:"warnings"`
}

type inspected struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Retired  bool   `json:"retired"`
	Packages []line `json:"packages"`
}

func inspectionOf(x *repository.Inspection) inspection {
	out := inspection{
		ID: x.ID, Municipality: x.Municipality, Audience: x.Audience, Fingerprint: x.Fingerprint,
		Signed: x.Signed.UTC(), Roles: []role{}, Committees: []inspected{}, Files: x.Blobs, Bytes: x.Bytes,
	}
	for _, r := range x.Roles {
		out.Roles = append(out.Roles, role{r.Name, r.Version, r.Expires.UTC(), r.Keys, r.Threshold})
	}
	for _, committee := range x.Committees {
		one := inspected{ID: committee.ID, Name: committee.Name, Retired: committee.Retired, Packages: []line{}}
		for _, p := range committee.Packages {
			one.Packages = append(one.Packages, lineOf(committee.ID, p))
		}
		out.Committees = append(out.Committees, one)
	}
	return out
}

func (c *call) tell(x *repository.Inspection) {
	fmt.Fprintf(c.Out, "%s  %s\n%s\n\n", x.Municipality.Name, x.ID, words(x.Fingerprint))
	for _, r := range x.Roles {
		fmt.Fprintln(c.Out, "  "+c.L.Text("command.inspect.role", "Role", r.Name, "Version", r.Version,
			"Threshold", r.Threshold, "Keys", r.Keys, "Until", c.L.Moment(r.Expires)))
	}
	for _, committee := range x.Committees {
		fmt.Fprintf(c.Out, "\n%s (%s): %s\n", committee.Name, committee.ID,
			c.L.Text("command.count.packages", "Count", len(committee.Packages)))
		for _, p := range committee.Packages {
			fmt.Fprintf(c.Out, "  %4d  %-28s %s\n", p.Order, p.Name, p.Title)
		}
	}
	fmt.Fprintln(c.Out, "\n"+c.L.Text("command.inspect.size", "Files", x.Blobs, "Bytes", c.L.Bytes(x.Bytes)))
}
