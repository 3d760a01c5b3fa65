// Puts a bundle's checkpoint and proofs to the code that Sigstore's clients trust their log with, and then wrong ones.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const crypto = require("node:crypto");
const { verifyTLogInclusion } = require("@sigstore/verify/dist/tlog");

const [folder] = process.argv.slice(2);
const read = (name) => fs.readFileSync(path.join(folder, name));

// name+id+base64(0x01 ‖ key), the key that signs first; Node takes the key behind the header of RFC 8410.
const [name, id, encoded] = read("key").toString().split("\n")[0].split("+").reduce((parts, part) => (parts.length < 3 ? [...parts, part] : [...parts.slice(0, 2), `${parts[2]}+${part}`]), []);
const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(encoded, "base64").subarray(1)]);
const log = {
  logID: Buffer.concat([Buffer.from(id, "hex"), Buffer.alloc(28)]),
  publicKey: crypto.createPublicKey({ key: spki, format: "der", type: "spki" }),
  baseURL: `https://${name}`,
};

function leafAt(index) {
  const number = String(Math.floor(index / 256)).padStart(3, "0");
  const folderOf = path.join("tile", "entries");
  const file = fs.readdirSync(path.join(folder, folderOf)).find((entry) => entry.startsWith(number));
  const partial = file.endsWith(".p");
  let rest = partial ? read(path.join(folderOf, file, fs.readdirSync(path.join(folder, folderOf, file))[0])) : read(path.join(folderOf, file));
  for (let skip = index % 256; skip > 0; skip--) rest = rest.subarray(2 + rest.readUInt16BE(0));
  return rest.subarray(2, 2 + rest.readUInt16BE(0));
}

function entryOf(proof) {
  const [head, ...checkpoint] = proof.split("\n\n");
  const [, index, ...hashes] = head.split("\n");
  return {
    canonicalizedBody: leafAt(Number(index.slice("index ".length))),
    inclusionProof: {
      logIndex: index.slice("index ".length),
      hashes: hashes.map((hash) => Buffer.from(hash, "base64")),
      checkpoint: { envelope: checkpoint.join("\n\n") },
    },
  };
}

function accepts(entry) {
  try {
    verifyTLogInclusion(entry, [log]);
    return true;
  } catch (refused) {
    if (refused.name !== "VerificationError") throw refused;
    return false;
  }
}

const flipped = (bytes, at) => Buffer.from(bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)));

function* wrong(entry) {
  const proof = entry.inclusionProof;
  const withProof = (changes) => ({ ...entry, inclusionProof: { ...proof, ...changes } });
  const note = proof.checkpoint.envelope;
  yield { ...entry, canonicalizedBody: flipped(entry.canonicalizedBody, 100) };
  yield withProof({ logIndex: String(BigInt(proof.logIndex) ^ 1n) });
  if (proof.hashes.length > 0) yield withProof({ hashes: proof.hashes.slice(1) });
  yield withProof({ hashes: [...proof.hashes, Buffer.alloc(32)] });
  for (let i = 0; i < proof.hashes.length; i++) yield withProof({ hashes: proof.hashes.map((hash, at) => (at === i ? flipped(hash, i) : hash)) });
  const [origin, size, root] = note.split("\n");
  yield withProof({ checkpoint: { envelope: note.replace(`\n${size}\n`, `\n${BigInt(size) + 1n}\n`) } });
  yield withProof({ checkpoint: { envelope: note.replace(root, flipped(Buffer.from(root, "base64"), 3).toString("base64")) } });
  yield withProof({ checkpoint: { envelope: note.replace(origin, `${origin}x`) } });
  const signature = note.split("\n\n")[1].split("\n")[0].split(" ").at(-1);
  for (let at = 0; at < 68; at++) yield withProof({ checkpoint: { envelope: note.replace(signature, flipped(Buffer.from(signature, "base64"), at).toString("base64")) } });
}

let accepted = 0;
let refused = 0;
for (const file of fs.readdirSync(path.join(folder, "proofs")).filter((file) => file.endsWith(".tlog-proof"))) {
  const entry = entryOf(read(path.join("proofs", file)).toString());
  if (!accepts(entry)) throw new Error(`${file} is refused`);
  accepted++;
  for (const other of wrong(entry)) {
    if (accepts(other)) throw new Error(`something near ${file} is accepted`);
    refused++;
  }
}

if (accepted === 0) throw new Error("there are no proofs");
console.log(`@sigstore/verify accepts ${accepted} proofs and refuses ${refused} wrong ones.`);
