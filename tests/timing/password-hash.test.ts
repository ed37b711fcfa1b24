import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "@/lib/auth/password";

test("a password takes as long to verify for an unknown user as for a known one", async () => {
  const known = await hashPassword("a long password");
  const spent = { known: 0, unknown: 0 }; // CPU time of all threads, which other work on the machine does not change
  for (let round = 0; round < 20; round++)
    for (const [user, hash] of [["known", known] as const, ["unknown", undefined] as const]) {
      const began = process.cpuUsage();
      expect(await verifyPassword(hash, "another password")).toBe(false);
      const cpu = process.cpuUsage(began);
      spent[user] += cpu.user + cpu.system;
    }
  expect(spent.unknown / spent.known).toBeGreaterThan(0.5); // a missing hash verified at once would be a thousandth
  expect(spent.unknown / spent.known).toBeLessThan(2);
});
