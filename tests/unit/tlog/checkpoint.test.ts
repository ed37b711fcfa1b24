import { describe, expect, test } from "vitest";
import {
  cosign,
  cosignatureTimes,
  ED25519_COSIGNATURE,
  EMPTY_ROOT,
  formatAddCheckpoint,
  formatCheckpoint,
  formatProofFile,
  GrowingTree,
  hashUp,
  leafHash,
  makeSigner,
  openCheckpoint,
  parseAddCheckpoint,
  parseCheckpoint,
  parseProofFile,
  proveInclusion,
  signNote,
  utf8,
  verifyInclusion,
} from "@/lib/tlog";

const ORIGIN = "tickets.example/line/7";
const log = await makeSigner(ORIGIN, new Uint8Array(32).fill(1));
const witness = await makeSigner("witness.example/w1", new Uint8Array(32).fill(2), ED25519_COSIGNATURE);
const text = formatCheckpoint({ origin: ORIGIN, size: 0, root: EMPTY_ROOT });

describe("a checkpoint", () => {
  test("is the text of the specification's example", () => {
    const example = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    const checkpoint = parseCheckpoint(example);
    expect(checkpoint).toMatchObject({ origin: "example.com/behind-the-sofa", size: 20_852_163 });
    expect(checkpoint && formatCheckpoint(checkpoint)).toBe(example);
  });

  test.each([
    ["a size with a leading zero", text.replace("\n0\n", "\n00\n")],
    ["a size with a sign", text.replace("\n0\n", "\n+1\n")],
    ["a size beyond 2^53", text.replace("\n0\n", "\n9007199254740993\n")],
    ["a short root", text.replace(/\n[^\n]+=\n$/, "\nAAAA\n")],
    ["no root", `${ORIGIN}\n0\n`],
    ["an empty line", `\n${text}`],
    ["no newline at its end", text.trimEnd()],
  ])("with %s is malformed", (_, malformed) => {
    expect(parseCheckpoint(malformed)).toBeNull();
  });

  test("opens with the key of its log only, and under its log's name only", async () => {
    const note = await signNote(text, log);
    expect(await openCheckpoint(note, log.verifier)).toEqual({ origin: ORIGIN, size: 0, root: EMPTY_ROOT });
    const other = await makeSigner(ORIGIN, new Uint8Array(32).fill(3));
    expect(await openCheckpoint(note, other.verifier)).toBeNull();
    expect(await openCheckpoint(await signNote(text.replace("line/7", "line/8"), log), log.verifier)).toBeNull();
  });
});

describe("a cosignature", () => {
  const NOW_SECONDS = 1_793_000_000;
  const cosigned = async () => (await signNote(text, log)) + (await cosign(text, witness, NOW_SECONDS));

  test("says when a witness saw the checkpoint, and does not hinder who does not know the witness", async () => {
    const note = await cosigned();
    expect(await cosignatureTimes(note, [witness.verifier])).toEqual(new Map([["witness.example/w1", NOW_SECONDS]]));
    expect(await cosignatureTimes(note, [])).toEqual(new Map());
    expect(await openCheckpoint(note, log.verifier)).toMatchObject({ size: 0 });
  });

  test("is none for another text, another time or another key", async () => {
    const other = await makeSigner("witness.example/w1", new Uint8Array(32).fill(4), ED25519_COSIGNATURE);
    expect(await cosignatureTimes((await cosigned()).replace("\n0\n", "\n1\n"), [witness.verifier])).toEqual(new Map());
    expect(await cosignatureTimes(await cosigned(), [other.verifier])).toEqual(new Map());
    const later = (await cosign(text, witness, NOW_SECONDS + 1)).split(" ")[2] ?? "";
    const now = (await cosign(text, witness, NOW_SECONDS)).split(" ")[2] ?? "";
    const mixed = Buffer.concat([
      Buffer.from(later, "base64").subarray(0, 12),
      Buffer.from(now, "base64").subarray(12),
    ]);
    const note = `${text}\n— witness.example/w1 ${mixed.toString("base64")}\n`;
    expect(await cosignatureTimes(note, [witness.verifier])).toEqual(new Map());
  });

  test("is not made with a key that signs notes", async () => {
    await expect(cosign(text, log, NOW_SECONDS)).rejects.toThrow(RangeError);
  });
});

test("a proof file shows an entry to somebody who has the log's key and nothing else", async () => {
  const entries = ["first", "second", "third"].map(utf8);
  const tree = GrowingTree.empty();
  for (const entry of entries) tree.append(entry);
  const checkpointNote = await signNote(formatCheckpoint({ origin: ORIGIN, size: 3, root: tree.root() }), log);
  const proof = await proveInclusion(1, 3, (nodes) =>
    nodes.map(({ level, index }) => hashUp(entries.slice(index * 2 ** level, (index + 1) * 2 ** level).map(leafHash))),
  );
  const file = formatProofFile({ index: 1, proof, checkpointNote, extra: utf8("salt") });

  const parsed = parseProofFile(file);
  expect(parsed).toEqual({ index: 1, proof, checkpointNote, extra: utf8("salt") });
  const checkpoint = await openCheckpoint(parsed?.checkpointNote ?? "", log.verifier);
  expect(checkpoint && parsed && verifyInclusion({ ...checkpoint, ...parsed, leaf: leafHash(utf8("second")) })).toBe(
    true,
  );
  expect(parseProofFile(formatProofFile({ index: 0, proof: [], checkpointNote }))).toEqual({
    index: 0,
    proof: [],
    checkpointNote,
  });

  const malformed = [
    file.slice(1),
    file.replace("index 1", "index 01"),
    file.replace("extra ", "extra"),
    file.replace("extra c2", "extra ?2"),
  ];
  expect(malformed.map(parseProofFile)).toEqual([null, null, null, null]);
});

test("a request to a witness comes back as it was made, with at most 63 lines of proof", async () => {
  const checkpointNote = await signNote(text, log);
  const lines = (length: number) => ({ oldSize: 5, proof: Array.from({ length }, () => EMPTY_ROOT), checkpointNote });
  expect(parseAddCheckpoint(formatAddCheckpoint(lines(63)))).toEqual(lines(63));
  expect(parseAddCheckpoint(formatAddCheckpoint(lines(0)))).toEqual(lines(0));
  expect(parseAddCheckpoint(formatAddCheckpoint(lines(64)))).toBeNull();
  const body = formatAddCheckpoint(lines(1));
  const malformed = [
    "",
    body.slice(1),
    body.replace("old 5", "old 05"),
    body.replace("old 5", "old  5"),
    body.replace("=\n\n", "\n\n"),
  ];
  expect(malformed.map(parseAddCheckpoint)).toEqual([null, null, null, null, null]);
});
