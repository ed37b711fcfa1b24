import { hash } from "@node-rs/argon2";
import { describe, expect, test } from "vitest";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import { findWeakness } from "@/lib/auth/password-rules";
import { api, expectError } from "../../support/http";

const person = { email: "haneul.kim@example.com", name: "김하늘" };

describe("findWeakness()", () => {
  test.each([
    ...["password", "Password1!", "PASSWORD123", "p@ssw0rd", "passw0rd1", "1q2w3e4r", "qwer1234!", "1qaz2wsx"],
    ...["12345678", "87654321", "abcdefgh", "qwertyui", "00000000", "abcabcabc", "1q1q1q1q", "가나가나가나가나"],
    ...[
      "iloveyou!",
      "tkfkdgo12",
      "dkssudgktpdy",
      "사랑해12345",
      "1004angel",
      "jari2026",
      "BTS20130613",
      "ｐａｓｓｗｏｒｄ",
    ],
  ])("refuses a common password: %s", (password) => expect(findWeakness(password, person)).toBe("COMMON"));

  test.each(["haneul.kim", "xx-Haneul.Kim-99", "haneul.kim@example.com", "우리 김하늘 12", "김 하늘 입니다요"])(
    "refuses a password with the user's name or email: %s",
    (password) => expect(findWeakness(password, person)).toBe("PERSONAL"),
  );
});

test.each([
  "a long password",
  "jari-test-1234",
  "노을이 지는 저녁",
  "correct horse battery",
  "x9$Tq-2fLm",
  "haneulkimchi",
])("findWeakness() requires no kind of character: %s", (password) => expect(findWeakness(password, person)).toBeNull());

test("POST /api/users answers a weak password with a code and a sentence in the reader's language", async () => {
  const ask = (password: string, language: string) =>
    api("POST", "/api/users", { body: { ...person, password }, headers: { "accept-language": language } });
  const common = await ask("password1", "ko");
  expectError(common, "INVALID_INPUT", 422);
  expect(common.body.errors).toEqual([
    { path: "password", code: "COMMON", message: "많은 사람이 쓰는 비밀번호예요. 다른 것으로 정해 주세요." },
  ]);
  const personal = await ask("haneul.kim!", "en");
  expect(personal.body.errors).toEqual([
    { path: "password", code: "PERSONAL", message: expect.stringContaining("your name or your email") },
  ]);
});

describe("a password hash", () => {
  test("is argon2id at OWASP's minimum cost: 19 MiB, 2 iterations", async () => {
    expect(await hashPassword("a long password")).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  const composed = "각별한 café 비밀번호";
  const forms = [composed, composed.normalize("NFD"), composed.replace("café", "ｃａｆé")];

  test("matches a password in each Unicode form that a keyboard sends", async () => {
    expect(new Set(forms).size).toBe(3);
    for (const chosen of forms) {
      const passwordHash = await hashPassword(chosen);
      for (const typed of forms) expect(await verifyPassword(passwordHash, typed)).toBe(true);
      expect(await verifyPassword(passwordHash, `${composed}!`)).toBe(false);
    }
  });

  test("that was made before normalization matches the form that it was made of", async () => {
    for (const chosen of forms) expect(await verifyPassword(await hash(chosen), chosen)).toBe(true);
    expect(await verifyPassword(undefined, forms[1] ?? "")).toBe(false);
  });
});
