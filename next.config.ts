import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];
const httpsHeaders = [{ key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" }];
const PAGES = ["/((?!api(?:/|$)).*)", "/api/auth/:path*"]; // the contract says its own, lib/api/framework/security-headers.ts

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR || ".next", // two servers of one checkout (a demo and its tests) keep apart builds
  poweredByHeader: false,
  devIndicators: false,
  reactStrictMode: true,
  reactCompiler: { compilationMode: "annotation" }, // by "use memo"; everywhere it would cost the seats 5 kB
  skipTrailingSlashRedirect: true, // under /api a path with a slash at its end is another path, and not there
  logging: { incomingRequests: { ignore: [/^\/api\//] } }, // while developing: the demo's crowd asks all the time
  allowedDevOrigins: ["127.0.0.1"],
  serverExternalPackages: ["@node-rs/argon2", "pg", "pino", "ioredis", "prom-client", "@opentelemetry/sdk-trace-node"],
  typescript: {
    ignoreBuildErrors: true, // `npm run build` and `npm test` check the types before; a demo's build does not wait for the tests' types
    tsconfigPath: process.env.NEXT_DIST_DIR === ".next-test" ? "tsconfig.test.json" : "tsconfig.json",
  },
  outputFileTracingIncludes: { "/**": ["lib/queue/lua/*.lua"] }, // read at run time by lib/queue/lua-source.ts
  turbopack: {
    root: import.meta.dirname,
    rules: { "*.woff2": { condition: { query: "?address" }, type: "asset" } }, // app/fonts.ts asks for them
    // next-intl's own entry for browsers keeps a formatter that no page asks for: 0.7 kB of every page with words.
    resolveAlias: { "next-intl": { browser: "use-intl/react" } },
  },
  experimental: {
    authInterrupts: true, // forbidden() and unauthorized()
    serverActions: { bodySizeLimit: "4mb" }, // a seating plan, as POST /api/admin/concerts takes it
  },
  headers: async () =>
    PAGES.flatMap((source) => [
      { source, headers },
      { source, headers: httpsHeaders, has: [{ type: "header", key: "x-forwarded-proto", value: "https.*" }] },
    ]),
};

// Messages are compiled at build time, so that no page carries a parser of them (9 kB compressed).
export default createNextIntlPlugin({
  requestConfig: "./app/_lib/i18n.ts",
  experimental: { messages: { path: "./messages", format: "json", locales: "infer", precompile: true } },
})(config);
