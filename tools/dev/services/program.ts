import { type Engine, launch } from "./launch";

/** A server of the system: how it is started in the foreground, and the port of the loopback address it listens on. */
export type ProgramSettings = { file: string; args: string[]; port: number };

/** Starts it under a keeper of its own, so that it ends when we do. @throws with its last words when it does not listen. */
export async function startProgram(name: string, settings: ProgramSettings): Promise<Omit<Engine, "url">> {
  return { ...(await launch(name, "program-process.ts", settings)), port: settings.port };
}
