import { build } from "esbuild";
import { expect, test } from "vitest";
import { isBuildInput } from "@/tools/build";
import { sourcesOf } from "../../support/sources";

test("every file of the server's bundle counts as an input of the build", async () => {
  const { metafile } = await build({
    ...{ entryPoints: ["server/main.ts"], outdir: "unused", bundle: true, splitting: true, packages: "external" },
    ...{ platform: "node", format: "esm", write: false, metafile: true, logLevel: "silent" },
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs).toContain("server/main.ts");
  expect(inputs.filter((file) => !isBuildInput(file))).toEqual([]);
});

test("every file of ours that pages, components and modules import counts as an input of the build", () => {
  const isOurs = (target: string) => /^(app|client|components|lib|messages|prisma|server|tests|tools)\//.test(target);
  const imports = sourcesOf("app", "components", "lib").flatMap((source) => source.imports);
  const targets = new Set(imports.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target));
  expect([...targets].filter((target) => isOurs(target) && !isBuildInput(target))).toEqual([]);
});
