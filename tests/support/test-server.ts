import { bundleServer } from "@/server/build/bundle-server";
import { CLIENT_ADDRESS_HEADER } from "@/server/client-info";
import { startChild } from "@/tools/dev/child-process";
import { freePort } from "@/tools/dev/services/ports";
import { waitForHttp } from "@/tools/dev/wait-for-http";

/** A production server, and how many requests it has counted. */
export type TestServer = { port: number; countRequests(route: string): Promise<number>; stop(): Promise<void> };

/** The GET requests that a process has answered on a route, by its own metrics. */
async function readRequestCount(url: string, route: string): Promise<number> {
  const text = await (await fetch(`${url}/api/metrics`)).text();
  const lines = text.split("\n").filter((line) => line.startsWith("jari_http_request_seconds_count{"));
  const matching = lines.filter((line) => line.includes(`route="${route}"`) && line.includes('method="GET"'));
  return matching.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

/** Starts a production server on the tests' engines that trusts the header `x-real-ip`; without pages unless Next has a port. */
export async function startTestServer(settings: Record<string, string> = {}, nextPort = 1): Promise<TestServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    METRICS_TOKEN: "", // a test that is on this machine needs none
    ...settings,
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: String(port),
    LOG_LEVEL: "warn",
    TRUSTED_PROXY_HEADER: CLIENT_ADDRESS_HEADER,
  } as const;
  const server = startChild("A server", [await bundleServer(), String(nextPort), "x-real-ip"], { env });
  await waitForHttp(`${url}/api/health`, server);
  return { port, countRequests: (route) => readRequestCount(url, route), stop: () => server.stop() };
}
