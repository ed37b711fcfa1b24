-- What came of each audit of the books: the audit itself only reads, and says here what it saw.
CREATE TABLE "audit_report" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "took_ms" INTEGER NOT NULL,
    "checks" INTEGER NOT NULL,
    "violations" INTEGER NOT NULL,
    "findings" JSONB NOT NULL,

    CONSTRAINT "audit_report_pkey" PRIMARY KEY ("id")
);
