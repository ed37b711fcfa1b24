// A process of fans: gets its CrowdPlan as a message, sends its progress every second, and its result at the end.
import { Crowd, type CrowdPlan, type CrowdResult, type Progress } from "./crowd";

export type ChildMessage = { progress: Progress } | { result: CrowdResult } | { error: string };
export type ParentMessage = { plan: CrowdPlan } | { over: true };

const PROGRESS_MS = 1_000;

const send = (message: ChildMessage): Promise<void> =>
  new Promise((resolve) => process.send?.(message, undefined, undefined, () => resolve()));

async function play(plan: CrowdPlan): Promise<void> {
  const crowd = new Crowd(plan);
  process.on("message", (message: ParentMessage) => {
    if ("over" in message) crowd.end();
  });
  const reporting = setInterval(() => void send({ progress: crowd.progress() }), PROGRESS_MS);
  const result = await crowd.run();
  clearInterval(reporting);
  await send({ progress: crowd.progress() });
  await send({ result });
}

process.on("disconnect", () => process.exit());
process.once("message", async (message: ParentMessage) => {
  if (!("plan" in message)) return;
  await play(message.plan).catch((error: Error) => send({ error: error.stack ?? error.message }));
  process.exit();
});
