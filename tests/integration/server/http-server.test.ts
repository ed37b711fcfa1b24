import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { apiListener } from "@/server/api-listener";

const answer = apiListener(undefined, () => false);

let server: Server;
afterEach(() => void server.close());

async function listening(made: Server): Promise<number> {
  server = made.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** All that is said to these bytes, until the server hangs up. */
async function exchange(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1").setEncoding("utf8");
  socket.write(bytes);
  let text = "";
  for await (const chunk of socket) text += chunk;
  return text;
}

const get = (target: string, host = "Host: jari.test\r\n") =>
  `GET ${target} HTTP/1.1\r\n${host}Connection: close\r\n\r\n`;

test.each(["Host: jari test\r\n", "Host: a/b\r\n", "Host:\r\n", "Host: [::1\r\n"])(
  "a Host that is no host is refused: %j",
  async (host) => {
    const port = await listening(createServer({ requireHostHeader: false }, answer));
    const answered = await exchange(port, get("/api/health", host));
    expect(answered).toMatch(/^HTTP\/1\.1 400 /);
    expect(answered).toContain('"code":"BAD_REQUEST"');
  },
);

test.each(["/api/health", "/api/nothing/%2e%2e/health", "/api\\health", "/api/./health", "/api/health#here"])(
  "a target means what the URL standard says: %s",
  async (target) => {
    const port = await listening(createServer(answer));
    expect(await exchange(port, get(target))).toMatch(/^HTTP\/1\.1 200 /);
  },
);

test("a client that disconnects before its body is read is not waited for", async () => {
  let settled = false;
  const port = await listening(
    createServer((incoming, outgoing) => {
      incoming.destroy();
      setImmediate(async () => {
        await answer(incoming, outgoing);
        settled = true;
      });
    }),
  );
  const headers = { host: "jari.test" };
  const outgoing = request({ host: "127.0.0.1", port, method: "POST", path: "/api/sessions", headers });
  const lost = once(outgoing, "error");
  outgoing.end("{}");
  await lost;
  await expect.poll(() => settled).toBe(true);
});
