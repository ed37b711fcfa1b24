// Keys, texts and signatures of c2sp.org/signed-note and of Go's golang.org/x/mod/sumdb/note.
import { describe, expect, test } from "vitest";
import {
  formatVerifierKey,
  fromBase64,
  makeSigner,
  openNote,
  parseNote,
  parseVerifierKey,
  signNote,
  type Verifier,
} from "@/lib/tlog";

const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const PETER =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const PETER_SECRET = "YEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const ENOCH_KEY = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const ENOCH =
  "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

function verifier(key: string): Verifier {
  const parsed = parseVerifierKey(key);
  if (!parsed) throw new Error(`malformed key ${key}`);
  return parsed;
}

test("the example of the specification opens with its key", async () => {
  const key = verifier("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
  const note =
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
  expect(await openNote(note, [key])).toBe("This is an example message.\n");
});

test("a note is signed as Go signs it", async () => {
  const seed = fromBase64(`A${PETER_SECRET}`)?.slice(1) ?? new Uint8Array(); // Go's secret keys are a type byte, 1, and the seed
  const signer = await makeSigner("PeterNeumann", seed);
  expect(formatVerifierKey(signer.verifier)).toBe(PETER_KEY);
  expect(await signNote(TEXT, signer)).toBe(`${TEXT}\n${PETER}`);
});

describe("a note opens", () => {
  const [peter, enoch] = [verifier(PETER_KEY), verifier(ENOCH_KEY)];
  const both = `${TEXT}\n${PETER}${ENOCH}`;

  test.each([
    ["with one known key of two", both, [peter], TEXT],
    ["with the other", both, [enoch], TEXT],
    ["with both", both, [peter, enoch], TEXT],
    ["not without a known key", both, [], null],
    ["not if the only known key did not sign", `${TEXT}\n${ENOCH}`, [peter], null],
    ["not if one of the known keys' signatures is wrong", both.replace("1FFYC2", "1FFYD2"), [peter, enoch], null],
    ["not with another text", both.replace("answer", "question"), [peter], null],
    ["not with a signature under another name", both.replaceAll("PeterNeumann", "CarmenSandiego"), [peter], null],
  ])("%s", async (_, note, verifiers, text) => {
    expect(await openNote(note, verifiers)).toBe(text);
  });
});

test.each([
  ["no signature", TEXT],
  ["no empty line", `${TEXT}${PETER}`],
  ["no newline at the end", `${TEXT}\n${PETER.trimEnd()}`],
  ["another dash", `${TEXT}\n${PETER.replace("—", "-")}`],
  ["a control character", `${TEXT}\u0007\n\n${PETER}`],
  ["a space in the key's name", `${TEXT}\n${PETER.replace("PeterNeumann", "Peter Neumann")}`],
  ["plus in the key's name", `${TEXT}\n${PETER.replace("PeterNeumann", "Peter+Neumann")}`],
  ["a signature of four bytes", `${TEXT}\n— PeterNeumann x08gow==\n`],
  ["base64 with a second spelling", `${TEXT}\n${PETER.replace("nAM=", "nAN=")}`],
  ["101 signatures", `${TEXT}\n${PETER.repeat(101)}`],
])("a note with %s is malformed", (_, note) => {
  expect(parseNote(note)).toBeNull();
});

test("a note that is not UTF-8 is malformed", () => {
  expect(parseNote(Uint8Array.of(0xff, ...Buffer.from(`${TEXT}\n${PETER}`)))).toBeNull();
});

test.each([
  ["another ID", PETER_KEY.replace("c74f20a3", "c74f20a4")],
  ["a capital ID", PETER_KEY.replace("c74f20a3", "C74F20A3")],
  ["a longer key", "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="],
  ["an unknown algorithm", "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"],
  ["no name", PETER_KEY.replace("PeterNeumann", "")],
  ["spaces in its name", PETER_KEY.replace("PeterNeumann", "Peter\u2003Neumann")],
  ["nothing else", "PeterNeumann"],
])("a key with %s is refused", (_, key) => {
  expect(parseVerifierKey(key)).toBeNull();
});

test("a text that no note can carry is not signed", async () => {
  const signer = await makeSigner("example.com/log", new Uint8Array(32));
  await expect(signNote("no newline", signer)).rejects.toThrow(RangeError);
  await expect(signNote("a\u0000b\n", signer)).rejects.toThrow(RangeError);
  await expect(makeSigner("a name", new Uint8Array(32))).rejects.toThrow(RangeError);
});
