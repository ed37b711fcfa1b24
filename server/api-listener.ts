import type { IncomingMessage, ServerResponse } from "node:http";
import { NodeRequest, sendNodeResponse } from "srvx/node";
import { dispatch } from "@/lib/api/framework/dispatch";
import { log } from "@/lib/core/log";
import { rejectBadHost } from "./client-errors";
import { clientInfo, setForwardedHeaders } from "./client-info";

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i; // a name, or an address, and a port
const MOUNT = { supportsContentEncoding: true };

/** Serves /api with the handlers. While `isStopping`, the connection is closed after the response. */
export const apiListener =
  (trustedHeader: string | undefined, isStopping: () => boolean) =>
  async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const fail = (error: unknown) => {
      log.error({ err: String(error) }, "a response cannot be written");
      outgoing.destroy();
    };
    try {
      if (!HOST.test(incoming.headers.host ?? "")) return rejectBadHost(outgoing);
      setForwardedHeaders(incoming, clientInfo(incoming, trustedHeader));
      const response = await dispatch(new NodeRequest({ req: incoming, res: outgoing }), MOUNT);
      if (isStopping()) outgoing.shouldKeepAlive = false;
      void sendNodeResponse(outgoing, response).catch(fail); // it never resolves for a client that has left
    } catch (error) {
      fail(error);
    }
  };
