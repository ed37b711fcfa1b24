// npm run migrate: brings the database of DATABASE_URL up to date.
import { migrate } from "./migrations";
import { command, Sentence, say } from "./parts/say";

await command(async () => {
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL) {
    throw new Sentence(
      "DATABASE_URL is missing\n  for example DATABASE_URL=postgresql://jari:secret@127.0.0.1:5432/jari",
    );
  }
  const applied = await migrate(DATABASE_URL);
  for (const name of applied) say(`applied ${name}`);
  say(applied.length ? `${applied.length} applied.` : "Nothing to apply.");
});
