// The server under fire knows no name but this machine's: a receiver that some request has made up is answered for here, at
// once, and nothing goes out.
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";

const { lookup } = dns;
const HERE = /^(?:localhost|127(?:\.\d+){3}|::1)$/;

dns.lookup = (host, ...rest) => {
  if (HERE.test(host)) return lookup(host, ...rest);
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: "ENOTFOUND" });
  process.nextTick(rest.at(-1), error);
};
syncBuiltinESMExports();
