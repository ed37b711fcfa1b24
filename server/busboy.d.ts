/** The multipart parser that Next bundles, of which it publishes no types. */
declare module "next/dist/compiled/busboy/index.js" {
  type Options = { headers: import("node:http").IncomingHttpHeaders; defParamCharset?: string };
  export default function busboy(options: Options): import("node:stream").Writable;
}
