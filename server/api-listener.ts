import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline, Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import type { ServerRequest } from "srvx";
import { type FastResponse, NodeRequest, sendNodeResponse } from "srvx/node";
import { dispatch } from "@/lib/api/framework/dispatch";
import { describeError } from "@/lib/core/describe-error";
import { log } from "@/lib/core/log";
import { rejectRequest } from "./client-errors";
import { clientInfo, setForwardedHeaders } from "./client-info";
import { findHostError } from "./reject-request";

const MOUNT = { supportsContentEncoding: true };

type ServerResponseBody = Response & Partial<Pick<InstanceType<typeof FastResponse>, "_toNodeResponse">>;

/** Writes head and body at once: srvx's own function writes them apart, at the price of a fifth of a short request. */
function send(outgoing: ServerResponse, response: ServerResponseBody): void {
  if (!response._toNodeResponse) {
    void sendNodeResponse(outgoing, response);
    return;
  }
  const { status, headers, body } = response._toNodeResponse();
  if (body instanceof ReadableStream) {
    outgoing.writeHead(status, headers).flushHeaders();
    pipeline(Readable.fromWeb(body as NodeReadableStream), outgoing, () => {}); // it ends with whichever side ends first
    return;
  }
  outgoing.writeHead(status, headers).end(body ?? undefined);
}

/** Serves /api with the handlers. While `isStopping`, the connection is closed after the response. */
export const apiListener =
  (trustedHeader: string | undefined, isStopping: () => boolean) =>
  async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    try {
      const client = clientInfo(incoming, trustedHeader);
      const code = findHostError(incoming, client);
      if (code) return rejectRequest(outgoing, code);
      setForwardedHeaders(incoming, client);
      const request: ServerRequest = new NodeRequest({ req: incoming, res: outgoing });
      const response = await dispatch(request, MOUNT, request._url);
      if (isStopping()) outgoing.shouldKeepAlive = false;
      send(outgoing, response);
    } catch (error) {
      log.error({ err: describeError(error) }, "a response cannot be written");
      outgoing.destroy();
    }
  };
