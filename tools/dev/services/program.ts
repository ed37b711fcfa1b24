import { type Engine, launch } from "./launch";

/** An external server: how it is started in the foreground, and the port of the loopback address it listens on. */
export type ProgramSettings = { file: string; args: string[]; port: number };

/** Starts it under a child process that ends with this one. @throws with the end of its output when it does not listen. */
export async function startProgram(name: string, settings: ProgramSettings): Promise<Omit<Engine, "url">> {
  return { ...(await launch(name, "program-process.ts", settings)), port: settings.port };
}
