import type { Socket } from "node:net";

export type Account = { username: string; password: string };

const API_VERSIONS = 18;
const SASL_HANDSHAKE = 17;
const SASL_AUTHENTICATE = 36;
const UNSUPPORTED_MECHANISM = 33;
const AUTHENTICATION_FAILED = 58;

const int16 = (...numbers: number[]) => Buffer.concat(numbers.map((n) => Buffer.from([(n >> 8) & 255, n & 255])));
const int32 = (n: number) => Buffer.from([n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255]);
const string = (text: string) => Buffer.concat([int16(text.length), Buffer.from(text)]);
const framed = (...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([int32(body.length), body]);
};

/** Adds the two requests of a login to an ApiVersions response of version 0 to 2. */
function withSaslVersions(frame: Buffer): Buffer {
  const [correlation, error, count] = [frame.subarray(4, 8), frame.subarray(8, 10), frame.readInt32BE(10)];
  const end = 14 + count * 6;
  const added = int16(SASL_HANDSHAKE, 0, 1, SASL_AUTHENTICATE, 0, 0);
  return framed(correlation, error, int32(count + 2), frame.subarray(14, end), added, frame.subarray(end));
}

/**
 * SASL/PLAIN in front of a broker, for one connection. Before the login only ApiVersions is passed on; anything else ends the
 * connection, as in Kafka.
 */
export function saslProxy({ username, password }: Account, inside: Socket, outside: Socket) {
  const versionRequests = new Set<number>();
  let loggedIn = false;
  return {
    onRequest(frame: Buffer) {
      const [key, correlation] = [frame.readInt16BE(4), frame.readInt32BE(8)];
      const body = frame.subarray(14 + Math.max(0, frame.readInt16BE(12)));
      if (key === SASL_HANDSHAKE) {
        const plain = body.subarray(2).toString() === "PLAIN";
        outside.write(framed(int32(correlation), int16(plain ? 0 : UNSUPPORTED_MECHANISM), int32(1), string("PLAIN")));
      } else if (key === SASL_AUTHENTICATE) {
        loggedIn = body.subarray(4).toString() === `\0${username}\0${password}`;
        const result = loggedIn ? [int16(0, -1)] : [int16(AUTHENTICATION_FAILED), string("wrong name or password")];
        outside.write(framed(int32(correlation), ...result, int32(0)));
      } else if (loggedIn || key === API_VERSIONS) {
        if (key === API_VERSIONS) versionRequests.add(correlation);
        inside.write(frame);
      } else outside.destroy();
    },
    onResponse: (frame: Buffer) => (versionRequests.delete(frame.readInt32BE(4)) ? withSaslVersions(frame) : frame),
  };
}
