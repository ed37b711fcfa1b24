import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { DATA_POLICY } from "./lib/core/content-security-policy";

const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];
const httpsHeaders = [{ key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" }];
const PAGES = ["/((?!api(?:/|$)).*)", "/api/auth/:path*"]; // the API sets its own, lib/api/framework/security-headers.ts

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR || ".next", // a demo and the tests of one checkout have separate builds
  poweredByHeader: false,
  devIndicators: false,
  reactStrictMode: true,
  reactCompiler: { compilationMode: "annotation" }, // only functions that say "use memo": in every component it costs the seats 5 kB
  skipProxyUrlNormalize: true, // else Next calls 127.0.0.1 localhost, and takes proxy.ts's rewrites for another site's addresses
  skipTrailingSlashRedirect: true, // under /api a path with a trailing slash is another path, which does not exist
  logging: { incomingRequests: { ignore: [/^\/api\//] } }, // in development, the demo traffic would fill the log
  allowedDevOrigins: ["127.0.0.1"],
  serverExternalPackages: ["@node-rs/argon2", "pg", "pino", "ioredis", "prom-client", "@opentelemetry/sdk-trace-node"],
  typescript: {
    ignoreBuildErrors: true, // `npm run build` and `npm test` check the types before; a demo's build does not wait for the tests' types
    tsconfigPath: process.env.NEXT_DIST_DIR === ".next-test" ? "tsconfig.test.json" : "tsconfig.json",
  },
  outputFileTracingIncludes: { "/**": ["lib/queue/lua/*.lua"] }, // read at run time by lib/queue/lua-source.ts
  turbopack: {
    root: import.meta.dirname,
    rules: { "*.woff2": { condition: { query: "?address" }, type: "asset" } }, // for app/fonts.ts
    // next-intl's entry for browsers includes a formatter that no page uses: 0.7 kB of every page with messages.
    resolveAlias: { "next-intl": { browser: "use-intl/react" } },
  },
  expireTime: 10, // seconds; a shared page that nobody asked for so long is rendered before it is served again
  experimental: {
    isrFlushToDisk: false, // shared pages live a second; made-up addresses must not fill the disk
    turbopackCjsTreeShaking: true, // Next's own modules are CommonJS: 0.4 kB of every page
    // Bytes: React and Next's router, which every page loads, are one file instead of three, 3.9 kB smaller compressed.
    turbopackChunking: { minChunkSize: 2_000_000, maxMergeChunkSize: 5_000_000 },
    authInterrupts: true, // forbidden() and unauthorized()
    serverActions: { bodySizeLimit: 4 * 1024 * 1024 + 64 * 1024 }, // bytes: a seating plan, as server/read-body.ts passes it on
  },
  headers: async () => [
    ...PAGES.flatMap((source) => [
      { source, headers },
      { source, headers: httpsHeaders, has: [{ type: "header" as const, key: "x-forwarded-proto", value: "https.*" }] },
    ]),
    { source: "/api/auth/:path*", headers: [{ key: "Content-Security-Policy", value: DATA_POLICY }] }, // JSON; pages get theirs in proxy.ts
  ],
};

// Messages are compiled at build time, so that no page loads their parser (9 kB compressed).
export default createNextIntlPlugin({
  requestConfig: "./app/_lib/i18n.ts",
  experimental: { messages: { path: "./messages", format: "json", locales: "infer", precompile: true } },
})(config);
