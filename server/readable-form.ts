import type { IncomingHttpHeaders } from "node:http";
import busboy from "next/dist/compiled/busboy/index.js";

const MULTIPART = /^\s*multipart\/form-data/i;
const BOUNDARY = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i;
const MAX_PARSED_BYTES = 64 * 1024; // in a millisecond; a seating plan would hold up payments for thirty

/** As Next reads the arguments of a server action that its own client calls. */
function isReadByBusboy(headers: IncomingHttpHeaders, body: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      busboy({ headers, defParamCharset: "utf8" })
        .on("file", (_: string, file: NodeJS.ReadableStream) => file.resume())
        .on("error", () => resolve(false))
        .on("close", () => resolve(true))
        .end(body);
    } catch {
      resolve(false);
    }
  });
}

/** As Next reads a form that is sent without JavaScript. */
const isReadByFormData = (contentType: string, body: Buffer): Promise<boolean> =>
  new Request("http://localhost", {
    method: "POST",
    headers: { "content-type": contentType },
    body: new Uint8Array(body),
  })
    .formData()
    .then(
      () => true,
      () => false,
    );

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString());
    return true;
  } catch {
    return false;
  }
}

/** Whether a body ends as its kind ends. */
function isWhole(contentType: string, body: Buffer): boolean {
  const [, quoted, plain] = BOUNDARY.exec(contentType) ?? [];
  const end = MULTIPART.test(contentType) ? `--${quoted ?? plain}--` : "]";
  return body.subarray(-(end.length + 2)).includes(end); // a line break may follow
}

/** Whether Next can read the body of a POST to a page, by the parsers it uses itself; it answers 500 to one it cannot. */
export async function isReadableForm(headers: IncomingHttpHeaders, body: Buffer): Promise<boolean> {
  const contentType = headers["content-type"] ?? "";
  const isAction = headers["next-action"] !== undefined;
  const isForm = isAction || MULTIPART.test(contentType);
  if (isForm && body.length > MAX_PARSED_BYTES) return isWhole(contentType, body);
  if (MULTIPART.test(contentType))
    return isAction ? isReadByBusboy(headers, body) : isReadByFormData(contentType, body);
  return !isAction || isJson(body);
}
