// Puts a bundle to the code that Go trusts its checksum database with: note and tlog of golang.org/x/mod/sumdb.
// Usage: verify <folder with the parts of a bundle>. What is wrong must be refused: it is tried as well.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var accepted, refused int

func main() {
	folder := os.Args[1]
	var verifiers []note.Verifier
	for _, line := range strings.Split(strings.TrimSpace(string(read(folder, "key"))), "\n") {
		verifier, err := note.NewVerifier(line)
		must(err, "key")
		verifiers = append(verifiers, verifier)
	}
	keys := note.VerifierList(verifiers...)

	latest := open(read(folder, "checkpoint"), keys)
	records := entries(folder, latest.N)
	hashes := store(records)
	sameRoot(hashes, latest, "checkpoint")
	tiles(folder, latest, records)

	older, _ := filepath.Glob(filepath.Join(folder, "checkpoints", "*"))
	for _, file := range older {
		before := open(read(file), keys)
		sameRoot(hashes, before, file)
	}

	refuseNotes(read(folder, "checkpoint"), note.VerifierList(verifiers[0]))
	proofs, _ := filepath.Glob(filepath.Join(folder, "proofs", "*.tlog-proof"))
	for _, file := range proofs {
		inclusion(string(read(file)), keys, records)
	}
	consistencies, _ := filepath.Glob(filepath.Join(folder, "proofs", "*.consistency"))
	for _, file := range consistencies {
		consistency(string(read(file)))
	}
	if len(records) > 0 && len(proofs) == 0 {
		fail("there are no proofs")
	}
	fmt.Printf("golang.org/x/mod/sumdb accepts %d signatures, roots, tiles and proofs of %d leaves and refuses %d wrong ones.\n", accepted, len(records), refused)
}

func open(text []byte, keys note.Verifiers) tlog.Tree {
	signed, err := note.Open(text, keys)
	must(err, "checkpoint")
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err, "size")
	accepted++
	return tlog.Tree{N: size, Hash: parse(lines[2])}
}

// Every note that differs in one byte up to the end of its first signature is no note, or not signed with the first key; except that
// Go does not read the last bits of the base64.
func refuseNotes(text []byte, first note.Verifiers) {
	open(text, first)
	signatures := bytes.Index(text, []byte("\n\n")) + 2
	end := signatures + bytes.IndexByte(text[signatures:], '\n') + 1
	for i := range text[:end] {
		if i == end-3 {
			continue
		}
		changed := append([]byte(nil), text...)
		changed[i] ^= 1
		if _, err := note.Open(changed, first); err == nil {
			fail("a checkpoint with byte %d changed is accepted", i)
		}
		refused++
	}
}

func entries(folder string, size int64) [][]byte {
	var records [][]byte
	for n := int64(0); n*256 < size; n++ {
		rest := read(folder, path("entries", n, width(size, n)))
		for len(rest) > 0 {
			length := int(binary.BigEndian.Uint16(rest))
			records = append(records, rest[2:2+length])
			rest = rest[2+length:]
		}
	}
	if int64(len(records)) != size {
		fail("%d entries for %d leaves", len(records), size)
	}
	return records
}

// The hashes of a tree in the order in which tlog stores them.
func store(records [][]byte) tlog.HashReaderFunc {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			found[i] = stored[index]
		}
		return found, nil
	})
	for i, record := range records {
		more, err := tlog.StoredHashes(int64(i), record, reader)
		must(err, "hashes")
		stored = append(stored, more...)
	}
	return reader
}

func sameRoot(hashes tlog.HashReader, tree tlog.Tree, what string) {
	root, err := tlog.TreeHash(tree.N, hashes)
	must(err, what)
	if tree.N > 0 && root != tree.Hash {
		fail("the root of %s differs", what)
	}
	accepted++
}

// tlog authenticates the tiles that it reads, and gives the hashes of the leaves from them.
func tiles(folder string, tree tlog.Tree, records [][]byte) {
	if tree.N == 0 {
		return
	}
	var indexes []int64
	for n := int64(0); n < tree.N; n++ {
		indexes = append(indexes, tlog.StoredHashIndex(0, n))
	}
	holds := func(source *tileFolder) bool {
		hashes, err := tlog.TileHashReader(tree, source).ReadHashes(indexes)
		for i := range hashes {
			if hashes[i] != tlog.RecordHash(records[i]) {
				return false
			}
		}
		return err == nil
	}

	source := &tileFolder{folder: folder}
	if !holds(source) {
		fail("the tiles do not hold the leaves")
	}
	accepted += source.read
	for n := 1; n <= source.read; n++ {
		if holds(&tileFolder{folder: folder, spoil: n}) {
			fail("a changed tile is accepted")
		}
		refused++
	}
}

type tileFolder struct {
	folder      string
	read, spoil int
}

func (t *tileFolder) Height() int                     { return 8 }
func (t *tileFolder) SaveTiles([]tlog.Tile, [][]byte) {}
func (t *tileFolder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		tile := read(t.folder, path(strconv.Itoa(tile.L), tile.N, tile.W))
		if t.read++; t.read == t.spoil {
			tile[len(tile)-1] ^= 1
		}
		data = append(data, tile)
	}
	return data, nil
}

func inclusion(text string, keys note.Verifiers, records [][]byte) {
	head, checkpoint, _ := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" {
		fail("no proof: %s", lines[0])
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	must(err, "index")
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		proof = append(proof, parse(line))
	}

	tree := open([]byte(checkpoint), keys)
	leaf := tlog.RecordHash(records[index])
	must(tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf), "proof of a leaf")
	accepted++

	refuse := func(what string, proof tlog.RecordProof, index int64, leaf tlog.Hash) {
		if tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf) == nil {
			fail("%s is accepted", what)
		}
		refused++
	}
	refuse("another leaf", proof, index, tlog.RecordHash([]byte("another leaf")))
	refuse("another place", proof, index^1, leaf)
	refuse("a longer proof", append(append(tlog.RecordProof{}, proof...), leaf), index, leaf)
	for i := range proof {
		changed := append(tlog.RecordProof{}, proof...)
		changed[i][i] ^= 1
		refuse("a changed proof", changed, index, leaf)
		refuse("a shorter proof", proof[:i], index, leaf)
	}
}

func consistency(text string) {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	from, to := tree(lines[0]), tree(lines[1])
	var proof tlog.TreeProof
	for _, line := range lines[2:] {
		proof = append(proof, parse(line))
	}
	must(tlog.CheckTree(proof, to.N, to.Hash, from.N, from.Hash), "proof of growth")
	accepted++

	refuse := func(what string, proof tlog.TreeProof, from tlog.Tree) {
		if tlog.CheckTree(proof, to.N, to.Hash, from.N, from.Hash) == nil {
			fail("%s is accepted", what)
		}
		refused++
	}
	other := from
	other.Hash[0] ^= 1
	refuse("another beginning", proof, other)
	refuse("a longer proof", append(append(tlog.TreeProof{}, proof...), to.Hash), from)
	for i := range proof {
		changed := append(tlog.TreeProof{}, proof...)
		changed[i][i] ^= 1
		refuse("a changed proof", changed, from)
		refuse("a shorter proof", proof[:i], from)
	}
}

func tree(line string) tlog.Tree {
	size, root, _ := strings.Cut(line, " ")
	n, err := strconv.ParseInt(size, 10, 64)
	must(err, "size")
	return tlog.Tree{N: n, Hash: parse(root)}
}

func parse(text string) tlog.Hash {
	var hash tlog.Hash
	raw, err := base64.StdEncoding.DecodeString(text)
	must(err, text)
	if copy(hash[:], raw) != len(raw) || len(raw) != tlog.HashSize {
		fail("no hash: %s", text)
	}
	return hash
}

func width(size, n int64) int {
	if size-n*256 < 256 {
		return int(size - n*256)
	}
	return 256
}

func path(level string, n int64, width int) string {
	name := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		name = fmt.Sprintf("x%03d/%s", n%1000, name)
	}
	if width < 256 {
		name = fmt.Sprintf("%s.p/%d", name, width)
	}
	return filepath.Join("tile", level, name)
}

func read(parts ...string) []byte {
	data, err := os.ReadFile(filepath.Join(parts...))
	must(err, "read")
	return data
}

func must(err error, what string) {
	if err != nil {
		fail("%s: %v", what, err)
	}
}

func fail(format string, args ...interface{}) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}
