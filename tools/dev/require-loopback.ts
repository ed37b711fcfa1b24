import ipaddr from "ipaddr.js";
import type { Env } from "@/lib/core/env";
import { UserError } from "../cli";

const isLoopback = (host: string) =>
  host === "localhost" || (ipaddr.isValid(host) && ipaddr.process(host).range() === "loopback");

/** @throws UserError when HOST would open a demo to other machines and JARI_DEMO_ALLOW_REMOTE does not allow it */
export function requireLoopback({ HOST, JARI_DEMO_ALLOW_REMOTE }: Env): void {
  if (JARI_DEMO_ALLOW_REMOTE || isLoopback(HOST)) return;
  throw new UserError(
    `HOST=${HOST} would let other machines sign in with the demo's published admin password. Leave HOST out, or set JARI_DEMO_ALLOW_REMOTE=1 if they may.`,
  );
}
