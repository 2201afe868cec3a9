package spreadsheet

import "strings"

// readStrings reads the texts that the cells of a workbook share. They lie close together: what is held is
// little more than the texts themselves.
func readStrings(p parts, name string) ([]string, error) {
	var all []string
	var b strings.Builder
	var ends []int // of the texts in b
	flush := func() {
		whole, from := b.String(), 0
		for _, end := range ends {
			all = append(all, whole[from:end])
			from = end
		}
		b.Reset()
		ends = ends[:0]
	}
	const block = 1 << 20
	var text textOf
	err := p.read(name, maxStrings, "sst", func(m *markup) error {
		for within := m.depth(); ; {
			piece, err := m.next()
			switch {
			case err != nil:
				return err
			case piece == closing && m.depth() < within:
				return nil
			case piece != opening:
				continue
			case m.tag != "si":
				if err := m.skip(); err != nil {
					return err
				}
				continue
			}
			text.reset()
			if err := text.read(m); err != nil {
				return err
			}
			if b.Len()+len(text.all) > block {
				flush()
			}
			if b.Cap() == 0 {
				b.Grow(block / 8)
			}
			b.WriteString(text.string())
			ends = append(ends, b.Len())
		}
	})
	flush()
	return all, err
}
