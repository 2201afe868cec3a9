package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rodatraden/app/desk"
	"rodatraden/app/page"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/notes"
)

// passphraseVariable is the environment variable that a passphrase may stand in.
const passphraseVariable = "RODATRADEN_NOTES_PASSPHRASE"

// notesCommand moves the reader's notes between computers, backs them up and takes them back.
func (c *call) notesCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "notes", "notes")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	cmd.AddCommand(c.notesExport(), c.notesImport(), c.notesBackup(), c.notesRestore(), c.notesList())
	return cmd
}

func (c *call) notesExport() *cobra.Command {
	var file string
	cmd := terminal.Command(c.L, "export FILE", "notes.export")
	cmd.Args = terminal.Args(1, 1)
	cmd.Flags().StringVar(&file, "passphrase-file", "", c.L.Text("command.flag.passphrase_file"))
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, args []string) error {
		passphrase, err := c.passphrase(file, true)
		if err != nil {
			return err
		}
		path, err := d.ExportNotesTo(ctx, args[0], passphrase, false)
		if err != nil {
			return err
		}
		c.Say("notes.export.done", "Path", path)
		strength := page.StrengthOf(passphrase)
		if strength == page.Weak {
			c.Say("notes.strength.weak")
		}
		return c.machine(map[string]any{"path": path, "strength": strength})
	})
	return cmd
}

func (c *call) notesImport() *cobra.Command {
	var file string
	cmd := terminal.Command(c.L, "import FILE", "notes.import")
	cmd.Args = terminal.Args(1, 1)
	cmd.Flags().StringVar(&file, "passphrase-file", "", c.L.Text("command.flag.passphrase_file"))
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, args []string) error {
		passphrase, err := c.passphrase(file, false)
		if err != nil {
			return err
		}
		report, err := d.ImportNotesFrom(ctx, args[0], passphrase)
		return c.takenIn(report, err)
	})
	return cmd
}

func (c *call) notesBackup() *cobra.Command {
	cmd := terminal.Command(c.L, "backup [DIR]", "notes.backup")
	cmd.Args = terminal.Args(0, 1)
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, args []string) error {
		if len(args) > 0 {
			if err := d.BackupNotesTo(ctx, args[0]); err != nil {
				return err
			}
			c.Say("notes.copies.made", "Folder", args[0])
			return c.machine(map[string]any{"folder": args[0]})
		}
		b, err := d.BackupNotesNow(ctx)
		if err != nil {
			return err
		}
		c.Partly = map[string]any{"folder": b.Folder}
		if b.Refused != nil {
			c.Say("notes.copies.refused", "Folder", fault.PathOf(b.Refused))
			return b.Refused
		}
		c.Say("notes.copies.made", "Folder", b.Folder)
		return c.machine(c.Partly)
	})
	return cmd
}

func (c *call) notesRestore() *cobra.Command {
	cmd := terminal.Command(c.L, "restore FILE", "notes.restore")
	cmd.Args = terminal.Args(1, 1)
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, args []string) error {
		report, err := d.RestoreNotes(ctx, args[0])
		return c.takenIn(report, err)
	})
	return cmd
}

// takenIn tells what taking in notes has changed.
func (c *call) takenIn(r notes.Report, err error) error {
	if err != nil {
		return err
	}
	if c.JSON {
		return c.Answer(map[string]any{"added": r.Added, "changed": r.Changed, "same": r.Same, "conflicts": r.Conflicts})
	}
	fmt.Fprintln(c.Out, page.TakenIn(r, c.L))
	return nil
}

// listed is a backup for a machine.
type listed struct {
	Path   string    `json:"path"`
	Made   time.Time `json:"made"`
	Device string    `json:"device"`
	Own    bool      `json:"own"`
	Bytes  int64     `json:"bytes"`
}

func (c *call) notesList() *cobra.Command {
	cmd := terminal.Command(c.L, "list", "notes.list")
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
		k, err := d.Kept(ctx)
		if err != nil {
			return err
		}
		if k.Trouble != nil {
			return k.Trouble
		}
		if c.JSON {
			all := make([]listed, 0, len(k.Backups))
			for _, b := range k.Backups {
				all = append(all, listed{b.Path, b.Made, b.Device, b.Own, b.Bytes})
			}
			return c.Answer(map[string]any{"folder": k.Folder, "reached": k.Unreached == nil, "backups": all})
		}
		p := page.BuildKeeping(k, true, c.L)
		fmt.Fprintf(c.Out, "%s\n%s\n", p.Headline, p.Copies)
		for _, b := range p.Backups {
			fmt.Fprintf(c.Out, "\n%s  %s\n  %s\n", b.Label, b.Device, b.Path)
		}
		return nil
	})
	return cmd
}

// passphrase is the first line of a file, or what whoever sits at the terminal writes; twice where it locks
// something.
func (c *call) passphrase(file string, twice bool) (string, error) {
	const op = "notes"
	if file != "" {
		f, err := os.Open(file)
		if err != nil {
			kind := fault.Local
			if errors.Is(err, fs.ErrNotExist) {
				kind = fault.NotFound
			}
			return "", fault.New(op, kind, file, err)
		}
		defer f.Close()
		line, err := bufio.NewReader(f).ReadString('\n')
		if line = strings.TrimRight(line, "\r\n"); line == "" {
			return "", fault.New(op, fault.Secret, file, err)
		}
		return line, nil
	}
	first, err := c.Passphrase(c.L.Text("command.notes.ask"), passphraseVariable)
	if err != nil {
		return "", err
	}
	if first == "" {
		return "", fault.New(op, fault.Secret, passphraseVariable, nil)
	}
	if _, given := os.LookupEnv(passphraseVariable); given || !twice {
		return first, nil
	}
	again, err := c.Passphrase(c.L.Text("command.notes.again"), passphraseVariable)
	if err == nil && again != first {
		err = fault.New(op, fault.Usage, c.L.Text("notes.passphrase.differ"), nil)
	}
	return first, err
}

// eraseCommand empties a computer that is handed back.
func (c *call) eraseCommand() *cobra.Command {
	var yes bool
	cmd := terminal.Command(c.L, "erase", "erase")
	cmd.Flags().BoolVar(&yes, "yes", false, c.L.Text("command.flag.yes"))
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
		if !yes {
			return c.wouldErase(ctx, d)
		}
		e, err := d.EraseAll(ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			return c.Answer(map[string]any{
				"erased": true, "home": e.Home, "folder": e.Folder, "backups": e.Backups, "others": e.Others, "reached": e.Unreached == nil, "left": append([]string{}, e.Left...),
			})
		}
		p := page.BuildErased(e, c.L)
		fmt.Fprintln(c.Out, p.Headline)
		for _, told := range p.Told {
			fmt.Fprintln(c.Out, told)
		}
		return nil
	})
	return cmd
}

// wouldErase tells what would go and what would stay, and that nothing has been done.
func (c *call) wouldErase(ctx context.Context, d *desk.Desk) error {
	k, err := d.Kept(ctx)
	if err != nil {
		return err
	}
	p := page.BuildErasing(k, c.L)
	if !c.JSON {
		said := func(title string, texts []string) {
			fmt.Fprintln(c.Out, c.L.Text(title))
			for _, text := range texts {
				fmt.Fprintln(c.Out, "  "+text)
			}
		}
		said("notes.erase.gone", p.Gone)
		said("notes.erase.stays", p.Stays)
	}
	c.Partly = map[string]any{"erased": false, "home": k.Home, "gone": p.Gone, "stays": p.Stays}
	return terminal.About("command.erase", fault.New("erase", fault.Usage, "--yes", errors.New("nothing has been erased")))
}
