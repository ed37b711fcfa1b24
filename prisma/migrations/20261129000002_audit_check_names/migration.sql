-- Some checks of the audit have other names now; stored reports follow, so that the admin page finds their rows.
UPDATE "audit_report" SET findings = (
    SELECT jsonb_agg(finding || jsonb_build_object('check', coalesce(names ->> (finding ->> 'check'), finding ->> 'check')) ORDER BY position)
    FROM jsonb_array_elements(findings) WITH ORDINALITY AS e (finding, position))
FROM (SELECT '{
  "factsTold": "missingEvents", "factsCounted": "eventCountMismatch", "eventsNumbered": "eventSequenceGaps",
  "eventsTrue": "orphanEvents", "keysAnswered": "idempotencyWithoutResponse", "keysTrue": "idempotencyDangling",
  "wallets": "walletVsLedger", "totals": "globalTotals"}'::jsonb AS names) renamed
WHERE findings <> '[]';
