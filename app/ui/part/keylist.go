package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/ui/look"
)

// Key is a shortcut: the keys, and what they do.
type Key struct {
	Keys string
	Does string
}

// KeyList is shortcuts under each other, the keys in bold in a column of their own.
type KeyList struct {
	block
	keys, does []*lines
	room       float32
}

const keyAir = 5 // over and under a row

// NewKeyList returns the list.
func NewKeyList(env Env, keys []Key) *KeyList {
	k := &KeyList{}
	for _, key := range keys {
		keys := env.newLines(look.Body, span{text: key.Keys, role: look.Body, bold: true, tone: look.Ink})
		k.keys = append(k.keys, keys)
		k.does = append(k.does, env.text(look.Body, key.Does))
		k.room = max(k.room, keys.natural())
	}
	k.room += columnGap * 2
	k.tall = func(width float32) float32 { return k.flow(width, nil) }
	k.lay = func(size fyne.Size) {
		var objects []fyne.CanvasObject
		k.flow(size.Width, &objects)
		k.objects = objects
	}
	k.init(k, env)
	return k
}

func (k *KeyList) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	keys := min(k.room, round(width/2))
	var y float32
	for i := range k.keys {
		high := max(k.keys[i].height(keys-columnGap), k.does[i].height(width-keys)) + 2*keyAir
		if objects != nil {
			*objects = append(*objects, k.keys[i].objects(0, y+keyAir, keys-columnGap)...)
			*objects = append(*objects, k.does[i].objects(keys, y+keyAir, width-keys)...)
			line := k.env.fill(look.Line)
			place(line, 0, y+high, width, 1)
			*objects = append(*objects, line)
		}
		y += high + 1
	}
	return y
}

// pieces lets the page stop between the rows.
func (k *KeyList) pieces(at fyne.Position) []piece {
	keys := min(k.room, round(k.Size().Width/2))
	var out []piece
	var y float32
	for i := range k.keys {
		high := max(k.keys[i].height(keys-columnGap), k.does[i].height(k.Size().Width-keys)) + 2*keyAir + 1
		out = append(out, piece{block: k, x: at.X, y: at.Y + y, w: k.Size().Width, h: high})
		y += high
	}
	return out
}
