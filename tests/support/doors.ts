import { freePort } from "@/scripts/engines/ports";
import { answers } from "@/scripts/parts/answers";
import { startChild } from "@/scripts/parts/children";
import { packDoor } from "@/scripts/parts/pack-door";
import { CLIENT_ADDRESS } from "@/scripts/serving/visitor";

/** A front door behind a proxy of ours: where it is, and what it has counted. */
export type Door = { port: number; count(route: string): Promise<number>; stop(): Promise<void> };

/** The GET requests that a process has answered on a route, by its own metrics. */
async function countedAt(url: string, route: string): Promise<number> {
  const text = await (await fetch(`${url}/api/metrics`)).text();
  const lines = text.split("\n").filter((line) => line.startsWith("jari_http_request_seconds_count{"));
  const ours = lines.filter((line) => line.includes(`route="${route}"`) && line.includes('method="GET"'));
  return ours.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

/** A front door of the product on the tests' engines, without pages, that trusts the header `x-real-ip`. */
export async function openDoor(settings: Record<string, string> = {}): Promise<Door> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    ...settings,
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: String(port),
    LOG_LEVEL: "warn",
    TRUSTED_PROXY_HEADER: CLIENT_ADDRESS,
  } as const;
  const door = startChild("A front door", [await packDoor(), "1", "x-real-ip"], { env });
  await answers(`${url}/api/health`, door);
  return { port, count: (route) => countedAt(url, route), stop: () => door.stop() };
}
