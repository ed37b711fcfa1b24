const elapsedSeconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** A plain line for the person who typed the command. */
export const print = (line = ""): void => {
  process.stdout.write(`${line}\n`);
};

/** Runs a step and says what it did and how long it took; `done` words its result. */
export async function step<T>(doing: string, work: () => Promise<T>, done?: (result: T) => string): Promise<T> {
  const began = performance.now();
  print(`  … ${doing}`);
  const result = await work();
  print(`  ✓ ${done?.(result) ?? doing} (${elapsedSeconds(began)})`);
  return result;
}

/** A sentence for people instead of a stack; used for what they can do something about. */
export class UserError extends Error {}

/** Runs a command to its end; what it throws becomes one clear message and exit code 1. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const expected = error instanceof UserError || (error instanceof Error && error.name === "EnvError");
    const text = error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error);
    process.stderr.write(`\n${text}\n`);
    process.exitCode = 1;
  }
}
