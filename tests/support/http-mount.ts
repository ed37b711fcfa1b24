import { bundleServer } from "@/server/build/bundle-server";
import { CLIENT_ADDRESS_HEADER } from "@/server/client-info";
import { startChild } from "@/tools/dev/child-process";
import { freePort } from "@/tools/dev/services/ports";
import { waitForHttp } from "@/tools/dev/wait-for-http";

const NEXT = "node_modules/next/dist/bin/next";

/**
 * With TEST_MOUNT=serve the contract is asked over HTTP from the front door, with TEST_MOUNT=next from Next's route
 * handlers (of the build in TEST_BUILD, by default the tests' own); otherwise the handlers are called in the process of the tests.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  const { TEST_MOUNT: mount } = process.env;
  if (mount !== "serve" && mount !== "next") return undefined;
  const port = await freePort();
  process.env.RATE_LIMIT_MULTIPLIER = "10"; // over HTTP every test comes from one address
  const env = {
    ...process.env,
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: String(port),
    LOG_LEVEL: "warn",
  } as const;
  const server =
    mount === "serve"
      ? startChild("The front door", [await bundleServer(), "1"], {
          env: { ...env, TRUSTED_PROXY_HEADER: CLIENT_ADDRESS_HEADER },
        })
      : startChild("Next", [NEXT, "start", "-H", "127.0.0.1", "-p", String(port)], {
          env: { ...env, NEXT_DIST_DIR: process.env.TEST_BUILD ?? ".next-test" },
          quiet: true,
        });
  process.env.TEST_BASE_URL = `http://127.0.0.1:${port}`;
  await waitForHttp(`${process.env.TEST_BASE_URL}/api/health`, server);
  return () => server.stop();
}
