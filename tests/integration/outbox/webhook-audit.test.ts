import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { addWebhook, changeWebhook, drainOnce, redeliver, removeWebhook, type Sink } from "@/lib/outbox";
import { DeliveryError } from "@/lib/outbox/sink";
import { makeAdmin, type TestUser } from "../../support/fixtures";

const nobody = { id: randomUUID(), role: "ADMIN" } as const; // whom the audit log refuses: there is no such user
const tell = (key: string) => pool().query("SELECT append_event('wallet.charged', $1, '{}')", [key]);

let admin: TestUser;
beforeAll(async () => {
  admin = await makeAdmin();
});

const rowOf = async (url: string) =>
  (await pool().query("SELECT url, types, disabled_at FROM webhook_endpoint WHERE url = $1", [url])).rows;
const somewhere = () => ({ url: `https://example.com/${randomUUID()}`, types: ["wallet.charged" as const] });

describe("what cannot be written into the audit log does not happen", () => {
  test("adding a receiver", async () => {
    const there = somewhere();
    await expect(addWebhook(there, nobody)).rejects.toThrow();
    expect(await rowOf(there.url)).toEqual([]);
  });

  test("changing and removing one", async () => {
    const there = somewhere();
    const { id } = await addWebhook(there, admin);
    await expect(changeWebhook(id, { types: [], enabled: false }, nobody)).rejects.toThrow();
    await expect(removeWebhook(id, nobody)).rejects.toThrow();
    expect(await rowOf(there.url)).toEqual([{ ...there, disabled_at: null }]);
    await removeWebhook(id, admin);
  });

  test("sending again what is parked", async () => {
    const key = randomUUID();
    const deliver = async () => {
      throw new DeliveryError("no", { park: true });
    };
    const sink: Sink = { name: `test-${key}`, types: "all", deliver };
    await tell(key);
    await drainOnce([sink]);
    await expect(redeliver({ sink: sink.name }, nobody)).rejects.toThrow();
    const sent = await redeliver({ sink: sink.name }, admin);
    expect(sent).toBeGreaterThanOrEqual(1);
  });
});
