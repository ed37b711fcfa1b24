import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import IORedis from "ioredis";
import { tcpRequester } from "@/lib/core/upstash-tcp-adapter";

/** Strings travel in base64 when the client asks for it, all but OK. */
function encoded(result: unknown): unknown {
  if (Array.isArray(result)) return result.map(encoded);
  return typeof result === "string" && result !== "OK" ? Buffer.from(result).toString("base64") : result;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

type Row = { result?: unknown; error?: string };

/**
 * Upstash's REST API (POST /, /pipeline, /multi-exec) in front of any Redis, so that the HTTP transport meets a real one.
 * `heard` are the requests that came, each with its commands.
 */
export async function startUpstashRest(
  redisUrl: string,
  token: string,
): Promise<{ url: string; received: unknown[][][]; stop(): Promise<void> }> {
  const received: unknown[][][] = [];
  const client = new IORedis(redisUrl);
  const requester = tcpRequester(client);
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    try {
      if (request.headers.authorization !== `Bearer ${token}`) return answer(401, { error: "Unauthorized" });
      const asBase64 = request.headers["upstash-encoding"] === "base64";
      const row = ({ result, error }: Row): Row =>
        error ? { error } : { result: asBase64 ? encoded(result) : result };
      const path = (request.url ?? "/").split("/").filter(Boolean);
      const body = (await bodyOf(request)) as unknown[] | unknown[][];
      received.push((path.length > 0 ? body : [body]) as unknown[][]);
      const answered = (await requester.request({ path, body })) as Row | Row[];
      if (Array.isArray(answered)) return answer(200, answered.map(row));
      answer(answered.error ? 400 : 200, row(answered));
    } catch (error) {
      answer(400, { error: error instanceof Error ? error.message : String(error) });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await client.quit();
    },
  };
}
