import { defineConfig } from "prisma/config";

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // `prisma generate` and `validate` never connect; commands that do are given DATABASE_URL.
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://unused:unused@127.0.0.1:5432/unused" },
});
