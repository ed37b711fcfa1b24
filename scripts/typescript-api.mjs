// TypeScript 7 has no compiler API yet, and the generator of the client's types needs one: where it asks for
// `typescript`, it is given the last version that has.  node --import ./scripts/typescript-api.mjs …
import { register } from "node:module";

const hook = `export const resolve = (name, context, next) =>
  next(name === "typescript" && context.parentURL?.includes("/openapi-typescript/") ? "typescript-api" : name, context)`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
