import { createInterface } from "node:readline/promises";
import { print } from "../cli";

/** Something Jari does to the machine outside of its own folder. */
export type SystemChange = {
  /** As in "About to …": "install the Debian package kcat". */
  action: string;
  /** What it is needed for, as a sentence of its own. */
  purpose: string;
};

export type Terminal = {
  /** Whether a person can answer. */
  isInteractive: boolean;
  print(line: string): void;
  ask(question: string): Promise<string>;
};

const ownTerminal: Terminal = {
  isInteractive: Boolean(process.stdin.isTTY && process.stdout.isTTY),
  print,
  async ask(question) {
    const reader = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
    try {
      return await reader.question(question);
    } finally {
      reader.close();
    }
  },
};

/**
 * Says what is about to be changed, and asks where a person sits at the terminal. Where nobody can answer the change is
 * made, so that a bare machine needs no help. `setting` is JARI_INSTALL: "0" refuses everything, "1" answers yes.
 */
export async function confirmSystemChange(
  { action, purpose }: SystemChange,
  terminal: Terminal = ownTerminal,
  setting = process.env.JARI_INSTALL,
): Promise<boolean> {
  if (setting === "0") {
    terminal.print(`Jari would ${action}, but JARI_INSTALL is 0. ${purpose}`);
    return false;
  }
  terminal.print(`About to ${action}. ${purpose} (JARI_INSTALL=0 refuses this.)`);
  if (setting === "1" || !terminal.isInteractive) return true;
  return !/^\s*n/i.test(await terminal.ask("Go on? [Y/n] "));
}
