import { env } from "@/lib/core/env";

/**
 * The client's address, from the one header that whoever stands before this process is trusted to write
 * (TRUSTED_PROXY_HEADER); of a list, the last entry, which that proxy added itself. Null when none is trusted: what a
 * client says about its own address counts for nothing.
 */
export function addressOf(headers: Headers): string | null {
  const { TRUSTED_PROXY_HEADER: name } = env();
  const said = name ? headers.get(name) : null;
  return said?.split(",").at(-1)?.trim().slice(0, 64) || null;
}
