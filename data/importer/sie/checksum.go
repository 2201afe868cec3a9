package sie

import (
	"hash/crc32"
	"strconv"
)

// sum adds a record to the checksum.
func (p *parser) sum(label string, r *Record) {
	s := &p.checksum
	if label == "#KSUMMA" || !s.begun || s.ended {
		return
	}
	p.sumText(r.Label)
	for i := range r.Fields {
		if !r.Fields[i].List {
			p.sumText(r.Fields[i].Text)
			continue
		}
		p.scan.objects(r.Fields[i].Text, func(dimension, object []byte) {
			p.sumText(dimension)
			p.sumText(object)
		})
	}
}

func (p *parser) sumText(text []byte) {
	s := &p.checksum
	if !s.parted {
		if ascii(text) {
			s.sums[PC8] = crc32.Update(s.sums[PC8], crc32.IEEETable, text)
			return
		}
		s.parted = true
		s.sums[UTF8], s.sums[Latin1] = s.sums[PC8], s.sums[PC8]
	}
	// Which encoding the file has is not known before its end.
	for _, e := range []Encoding{PC8, UTF8, Latin1} {
		in := text
		if !ascii(text) {
			in = e.pc8(text)
		}
		s.sums[e] = crc32.Update(s.sums[e], crc32.IEEETable, in)
	}
}

func ascii(text []byte) bool {
	for _, c := range text {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// close reads #KSUMMA: the first begins the checksum, the last states it.
func (p *parser) close(r *Record) {
	s := &p.checksum
	if len(r.Text(0)) == 0 {
		s.begun, s.row, s.sums = true, r.Row, map[Encoding]uint32{}
		return
	}
	if s.begun {
		s.ended, s.row, s.stated = true, r.Row, string(clip(r.Text(0)))
	}
}

// sumEnds compares the checksum with the one that the file states. Where they differ it warns and no more:
// the checksum is optional and programs count it in ways of their own, while amounts have a check that all
// agree on, the result of the year. A checksum that was begun and never stated is a file that was cut off.
func (p *parser) sumEnds(enc Encoding) {
	s := &p.checksum
	if !s.ended {
		return
	}
	sum := s.sums[PC8]
	if s.parted {
		sum = s.sums[enc]
	}
	// Some programs write it as a number with a sign.
	stated, err := strconv.ParseInt(s.stated, 10, 64)
	if err == nil && uint32(stated) == sum && stated >= -1<<31 && stated < 1<<32 {
		return
	}
	p.warn(ChecksumDiffers, s.row, s.stated, "Stated", shown([]byte(s.stated)), "Found", strconv.FormatUint(uint64(sum), 10))
}
