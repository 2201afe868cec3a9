package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rodatraden/app/publishing"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
)

func (c *call) previewCommand() *cobra.Command {
	const op = "preview"
	var out string
	cmd := terminal.Command(c.L, "preview SOURCE…", "preview")
	cmd.Args = terminal.Args(1, -1)
	c.repositoryFlag(cmd, false)
	cmd.Flags().StringVar(&out, "out", "", c.L.Text("command.flag.out.preview"))
	_ = cmd.MarkFlagRequired("out")
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		d, err := c.desk(cmd.Context())
		if err != nil {
			return err
		}
		b, err := d.Read(cmd.Context(), args)
		if err != nil {
			return err
		}
		p, err := d.Preview(cmd.Context(), b)
		if err != nil {
			return err
		}
		defer func() {
			if closed := p.Close(); err == nil {
				err = closed
			}
		}()
		// All of it is made before a file is: a page that fails leaves none.
		var made bytes.Buffer
		if err := p.HTML(cmd.Context(), &made); err != nil {
			return err
		}
		to := out
		if !strings.EqualFold(filepath.Ext(out), ".html") {
			if err := os.MkdirAll(out, 0o755); err != nil {
				return fault.New(op, terminal.DiskKind(err), out, err)
			}
			to = filepath.Join(out, c.L.Text("publishing.preview.file"))
		}
		size := made.Len()
		if err := terminal.WriteFile(to, made.Bytes()); err != nil {
			return err
		}
		c.partly(map[string]any{"out": to, "bytes": size, "packages": previewsOf(p)})
		if err := unseen(c, p); err != nil {
			return err
		}
		if c.JSON {
			return c.Answer(c.Partly)
		}
		c.Say("command.preview.done", "Path", to)
		if n := b.Faults(); n > 0 {
			c.Say("command.preview.faults", "Count", n)
		}
		return nil
	}
	return cmd
}

// unseen is a fault where a package could not be shown.
func unseen(c *call, p *publishing.Preview) error {
	n := 0
	for _, one := range p.Packages {
		if one.Problem != nil {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return fault.New("preview", fault.Faults, c.L.Text("command.preview.unseen", "Count", n), nil)
}

// previewed is a package of a preview for machines.
type previewed struct {
	Path    string `json:"path"`
	Name    string `json:"name,omitempty"`
	Faults  int    `json:"faults"`
	Beside  string `json:"beside,omitempty"` // the published package that it is shown beside
	Problem string `json:"problem,omitempty"`
}

func previewsOf(p *publishing.Preview) []previewed {
	out := make([]previewed, 0, len(p.Packages))
	for _, one := range p.Packages {
		told := previewed{Path: one.Read.Path, Faults: one.Read.Report.Faults()}
		if one.Read.Package != nil {
			told.Name = one.Read.Package.Manifest.Name
		}
		if one.Now != nil {
			told.Beside = one.Now.Package.Name
		}
		if one.Problem != nil {
			told.Problem = one.Problem.Error()
		}
		out = append(out, told)
	}
	return out
}
