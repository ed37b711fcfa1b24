// npm run generate:client writes client/contract.d.ts from the definitions of the endpoints; --print prints it instead.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import openapiTypes, { astToString } from "openapi-typescript";
import { openApi } from "@/lib/api/framework/openapi/document";
import { endpoints } from "@/lib/api/routes";
import { ROOT } from "../root";

const HEAD =
  "// The types of the contract, made from GET /api/openapi.json by npm run generate:client. Do not edit.\n\n";

const document = JSON.stringify(openApi(endpoints.map(({ definition }) => definition)));
const text = HEAD + astToString(await openapiTypes(document, { alphabetize: false }));

if (process.argv.includes("--print")) process.stdout.write(text);
else await writeFile(path.join(ROOT, "client/contract.d.ts"), text);
