// npm run migrate: brings the database of DATABASE_URL up to date.

import { print, runCommand, UserError } from "../cli";
import { migrate } from "../database/migrations";

await runCommand(async () => {
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL) {
    throw new UserError(
      "DATABASE_URL is missing\n  for example DATABASE_URL=postgresql://jari:secret@127.0.0.1:5432/jari",
    );
  }
  const applied = await migrate(DATABASE_URL);
  for (const step of applied) print(`  ${step}`);
  print(applied.length ? `${applied.length} applied.` : "Nothing to apply.");
});
