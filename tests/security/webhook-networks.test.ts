import { describe, expect, test } from "vitest";
import { rejectPrivate, validateUrl } from "@/lib/outbox/ssrf";

// IANA's special-purpose registries: nothing there is a receiver on the public internet.
const RANGES = {
  "documentation (RFC 5737, 3849, 9637)": ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
  "benchmarks (RFC 2544, 5180)": ["198.18.0.1", "198.19.255.255", "2001:2::1"],
  "carriers' NAT (RFC 6598)": ["100.64.0.1", "100.127.255.255"],
  "IPv4 in IPv6 (RFC 4291, 6052, 8215)": ["::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::808:808", "64:ff9b:1::1"],
  "6to4, Teredo and their relays": ["2002:808:808::1", "2001::1", "192.88.99.1"],
  "ORCHID, AS112, AMT, segment routing": ["2001:20::1", "192.31.196.1", "192.52.193.1", "192.175.48.1", "5f00::1"],
  "reserved and broadcast": ["240.0.0.1", "255.255.255.255", "192.0.0.8", "100::1"],
};

describe.each(Object.entries(RANGES))("a webhook at an address of %s", (_, addresses) => {
  test.each(addresses)("%s is refused when typed, and when a name resolves to it", async (address) => {
    const host = address.includes(":") ? `[${address}]` : address;
    expect(validateUrl(new URL(`https://${host}/hook`), false)).toBe("private");
    const family = address.includes(":") ? 6 : 4;
    const lookup = rejectPrivate((_, __, callback) => callback(null, [{ address, family }]));
    const error = await new Promise((resolve) => lookup("receiver.example", { all: true }, resolve));
    expect(String(error)).toContain("receiver.example is a private address");
  });
});
