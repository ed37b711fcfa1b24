import { afterAll, beforeAll, expect, test } from "vitest";
import { type Flood, floodsOf, openFlood } from "@/tools/bench/load/floods";
import { HttpConnection, serializeRequest } from "@/tools/bench/load/http-connection";
import { makeConcert, makeFan, makeFans, type TestConcert, type TestUser } from "../support/fixtures";
import { sessionTokenOf } from "../support/http";
import { startTestServer, type TestServer } from "../support/test-server";

const FANS = 8;

let server: TestServer;
let url: string;
let concert: TestConcert;
beforeAll(async () => {
  server = await startTestServer({ API_MAX_CONCURRENT_REQUESTS: "", LOG_LEVEL: "silent" });
  url = `http://127.0.0.1:${server.port}`;
  concert = await makeConcert({ capacity: 1 });
});
afterAll(() => server.stop());

const bearerOf = async (fan: TestUser) => ({ authorization: `Bearer ${await sessionTokenOf(fan)}` });

const joinRequest = async (fan: TestUser) =>
  serializeRequest("POST", "/api/queue", {
    headers: await bearerOf(fan),
    body: JSON.stringify({ concertId: concert.id }),
  });

const pollRequest = async (fan: TestUser, token: string) =>
  serializeRequest("GET", `/api/queue?concertId=${concert.id}`, {
    headers: { ...(await bearerOf(fan)), "queue-token": token },
  });

async function join(fan: TestUser, wire: HttpConnection) {
  const { status, body } = await wire.send(await joinRequest(fan));
  return { status, token: status === 201 ? String(JSON.parse(body.toString()).token) : "" };
}

/** A connection that the server has taken up. */
async function connect(): Promise<HttpConnection> {
  const wire = new HttpConnection(url);
  await wire.send(serializeRequest("GET", "/api/health"));
  return wire;
}

/** Joins and polls twice. */
async function visit(fan: TestUser, wire: HttpConnection): Promise<number[]> {
  const { status, token } = await join(fan, wire);
  const statuses = [status];
  for (let poll = 0; poll < 2; poll++) statuses.push((await wire.send(await pollRequest(fan, token))).status);
  wire.close();
  return statuses;
}

/** The floods; one polls a place of its own. */
async function allFloods(): Promise<Flood[]> {
  const [fan, wire] = [await makeFan(), await connect()];
  const { token } = await join(fan, wire);
  wire.close();
  return floodsOf(await pollRequest(fan, token));
}

test("honest fans lose no request while others sign in at random, make up ids, ask for health and poll one account", async () => {
  const fans = await Promise.all((await makeFans(FANS)).map(async (fan) => ({ fan, wire: await connect() })));
  const opened = await Promise.all((await allFloods()).map((flood) => openFlood(url, flood)));
  const floods = opened.map((flood) => flood.start());
  const honest = await Promise.all(fans.map(({ fan, wire }) => visit(fan, wire)));
  const answers = await Promise.all(floods.map((flood) => flood.stop()));
  expect(honest).toEqual(Array(FANS).fill([201, 200, 200]));
  const [signIns = [], unknownIds = [], health = [], polls = []] = answers.map((one) => Object.keys(one));
  expect(["BAD_CREDENTIALS", "OVERLOADED"]).toEqual(expect.arrayContaining(signIns));
  expect(["CONCERT_NOT_FOUND", "OVERLOADED"]).toEqual(expect.arrayContaining(unknownIds));
  expect(["200", "UNAVAILABLE"]).toEqual(expect.arrayContaining(health)); // never shed, whatever it says of the engines
  expect(polls).toContain("TOO_MANY_REQUESTS");
});
