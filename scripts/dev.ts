// npm run dev: the demo with hot reload. One process answers both the pages and /api.
import { raise, sendCrowd, welcome } from "./parts/house";
import { command, say } from "./parts/say";
import { serveSources } from "./parts/site";
import { Stopping } from "./parts/stop";
import { tickCron } from "./tick";

async function open(stopping: Stopping): Promise<void> {
  const house = await raise(stopping, "dev");
  await serveSources(stopping, house.settings, house.env);
  void tickCron(house.base, house.settings.CRON_SECRET, stopping.signal);
  await sendCrowd(stopping, house);
  welcome(house);
}

const stopping = new Stopping();
const asked = stopping.asked();
await command(async () => {
  say("Jari, with hot reload");
  await Promise.race([asked, open(stopping)]);
  say(`\n  Stopping (${await asked}) …`);
});
await stopping.end();
process.exit();
