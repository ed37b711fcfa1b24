import { replyTo } from "./framework/dispatch";
import { Fetched, responseOf } from "./framework/fetch-request";

/** {@link replyTo} as a route handler of Next: the mount of Vercel and of `npm run dev`. */
export const handle = async (request: Request): Promise<Response> => responseOf(await replyTo(new Fetched(request)));
