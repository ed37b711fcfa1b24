// TypeScript 7 has no compiler API yet, and the generator of the client's types needs one: where it asks for
// `typescript`, it is given the last one that has, as ts-morph carries it.  node --import ./tools/generate/typescript-api.mjs …
import { register } from "node:module";

const code = (text) => `data:text/javascript,${encodeURIComponent(text)}`;
const api = code(`import { createRequire } from "node:module";
export default createRequire(${JSON.stringify(import.meta.url)})("@ts-morph/common").ts`);

register(
  code(`export const resolve = (name, context, next) =>
  name === "typescript" && context.parentURL?.includes("/openapi-typescript/")
    ? { url: ${JSON.stringify(api)}, shortCircuit: true }
    : next(name, context)`),
);
