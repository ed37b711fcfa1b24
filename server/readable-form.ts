import type { IncomingHttpHeaders } from "node:http";
import busboy from "next/dist/compiled/busboy/index.js";

const MULTIPART = /^\s*multipart\/form-data/i;

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

/** Whether Next can read the body of a POST to a page, by the parsers it uses itself; it answers 500 to one it cannot. */
export async function isReadableForm(headers: IncomingHttpHeaders, body: Buffer): Promise<boolean> {
  const contentType = headers["content-type"] ?? "";
  const isAction = headers["next-action"] !== undefined;
  if (MULTIPART.test(contentType))
    return isAction ? isReadByBusboy(headers, body) : isReadByFormData(contentType, body);
  return !isAction || isJson(body);
}
