import { onTestFinished } from "vitest";
import { startBrokerProxy } from "./broker-proxy";
import { playBroker, readAll, writeAll } from "./kcat";
import type { Account } from "./sasl-proxy";

/**
 * librdkafka's mock broker, which speaks Kafka's own protocol, at a fixed address. Its log is in memory where a broker's is on
 * disk: so stop() cuts all connections, reads the log and kills the process, and start() writes the log into a new one.
 * Consumer groups are lost. It ends with its test.
 */
export async function mockBroker() {
  const entrance = await startBrokerProxy();
  const proxies = [entrance];
  let broker = await playBroker();
  let disk: Awaited<ReturnType<typeof readAll>> = [];
  await entrance.open(broker.port);
  onTestFinished(async () => {
    for (const proxy of proxies) await proxy.shut();
    await broker.kill();
  });
  return {
    address: entrance.address,
    heldProduce: entrance.heldProduce,
    /** Another address of this broker, with TLS and a login, until the first stop. */
    async secured(account: Account) {
      const securedProxy = await startBrokerProxy(account);
      await securedProxy.open(broker.port);
      proxies.push(securedProxy);
      return securedProxy.address;
    },
    async stop() {
      await entrance.shut();
      disk = await readAll(broker.port);
      await broker.kill();
    },
    async start() {
      broker = await playBroker();
      await writeAll(broker.port, disk);
      await entrance.open(broker.port);
    },
  };
}
