import { onTestFinished } from "vitest";
import { startBrokerProxy } from "./broker-proxy";
import { playBroker, readAll, writeAll } from "./kcat";
import type { Account } from "./sasl-proxy";

/**
 * librdkafka's mock broker, which speaks Kafka's own protocol, at an address that stays. Stopping breaks every
 * connection where it is and ends the process with SIGKILL. It stores in memory what a broker has on disk; so a stop
 * reads its log before the kill, and the process that a start makes gets it back. Who reads in which group and how far is
 * forgotten. It ends with its test.
 */
export async function mockBroker() {
  const entrance = await startBrokerProxy();
  const doors = [entrance];
  let broker = await playBroker();
  let disk: Awaited<ReturnType<typeof readAll>> = [];
  await entrance.open(broker.port);
  onTestFinished(async () => {
    for (const one of doors) await one.shut();
    await broker.kill();
  });
  return {
    address: entrance.address,
    heldProduce: entrance.heldProduce,
    /** Another address of this broker, with TLS and a login; until it is stopped. */
    async guarded(account: Account) {
      const guardedDoor = await startBrokerProxy(account);
      await guardedDoor.open(broker.port);
      doors.push(guardedDoor);
      return guardedDoor.address;
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
