import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { type ActivePlace, collectFindings, runChecks } from "@/lib/audit";
import { closeDb } from "@/lib/core/db";
import { migrate } from "@/tools/database/migrations";
import { CORRUPTIONS } from "../../support/corruptions";
import { copyWithoutConstraints, databaseUrl, rolledBack, withConnection } from "../../support/database";
import { makeConcert, makeFan } from "../../support/fixtures";
import { api } from "../../support/http";
import { holdScenario, joinActive, pay, requestHold } from "../../support/scenarios";

const SOURCE = "audit_source";
const COPY = "audit_copy";
const url = databaseUrl(process.env.DATABASE_URL ?? "", SOURCE);
process.env.DATABASE_URL = url; // before the first use of the pool: this file has a database of its own

const UNKNOWN_USER = "00000000-0000-4000-8000-000000000000";
let activePlaces: ActivePlace[];

beforeAll(async () => {
  await withConnection(databaseUrl(url, "postgres"), (server) => server.query(`CREATE DATABASE ${SOURCE}`));
  await migrate(url);
  const concert = await makeConcert();
  const fan = await makeFan();
  await api("POST", "/api/wallet/charges", { as: fan, key: "a-charge", body: { amount: 200_000 } });
  const token = await joinActive(fan, concert);
  const { body: hold } = await requestHold(fan, token, concert, [1, 2], randomUUID());
  const reservationIds = hold.reservations.map(({ id }) => id);
  const { body: paid } = await pay({ fan, token, reservationIds }, "the-key");
  await api("POST", `/api/payments/${paid.payments[0]?.id}/refund`, { as: fan, key: "a-refund" });
  const other = await holdScenario({ concert, seatNumbers: [3, 4] });
  await api("DELETE", `/api/holds/${other.reservationIds[0]}`, { as: other.fan });
  activePlaces = [
    { concertId: concert.id, userId: fan.id, number: 1 },
    { concertId: concert.id, userId: other.fan.id, number: 2 },
  ];
  const copyDatabase = async () => {
    await closeDb(); // a database with connections cannot be copied
    await copyWithoutConstraints(url, SOURCE, COPY);
  };
  await vi.waitFor(copyDatabase, 30_000); // the relay may have connected meanwhile
});

test("the audit finds nothing in a consistent database", async () => {
  await withConnection(url, async (client) => expect(await runChecks(client, activePlaces)).toEqual([]));
});

test("all checks of an audit see one snapshot, whatever commits meanwhile", async () => {
  await withConnection(url, (reader) =>
    withConnection(url, async (writer) => {
      await writer.query("BEGIN; LOCK TABLE wallet; UPDATE wallet SET balance = balance + 7");
      const audited = runChecks(reader);
      const waits = "SELECT 1 FROM pg_locks WHERE relation = 'wallet'::regclass AND NOT granted";
      await expect.poll(async () => (await writer.query(waits)).rowCount).toBe(1); // half of the checks are done
      await writer.query("COMMIT");
      expect(await audited).toEqual([]);
      expect((await runChecks(reader)).map(({ check }) => check)).toEqual(["walletVsLedger", "globalTotals"]);
      await writer.query("UPDATE wallet SET balance = balance - 7");
    }),
  );
});

describe("the audit finds", () => {
  test.each(CORRUPTIONS.map((one) => [one.check, one.how, one] as const))(
    "%s: %s",
    async (check, _, { sql, names }) => {
      await rolledBack(databaseUrl(url, COPY), async (client) => {
        const { rows: ids } = await client.query<{ id: string }>(`SELECT ${names}::text AS id`);
        if (sql) await client.query(sql);
        const unknownPlace = { concertId: activePlaces[0]?.concertId ?? "", userId: UNKNOWN_USER, number: 3 };
        const found = await collectFindings(
          client,
          check === "activeUsers" ? [...activePlaces, unknownPlace] : activePlaces,
        );
        const finding = found.find((one) => one.check === check);
        expect(finding?.total).toBeGreaterThan(0);
        const listed = finding?.rows
          .flatMap((row) => Object.values(row))
          .join(" ")
          .split(" ");
        expect(listed).toContain(ids[0]?.id);
      });
    },
  );
});

test("the audit counts violations beyond those it lists", async () => {
  await rolledBack(databaseUrl(url, COPY), async (client) => {
    await client.query("UPDATE seat SET holder_id = (SELECT id FROM users LIMIT 1) WHERE status = 'AVAILABLE'");
    const [finding] = await collectFindings(client);
    expect([finding?.check, finding?.total, finding?.rows.length]).toEqual(["freeSeats", 48, 20]);
  });
});
