-- From here on functions and views are files in prisma/functions, which `npm run migrate` applies after the migrations.
-- This table says which version of each file the database has.
CREATE TABLE "_jari_functions" (
    "name" TEXT NOT NULL,
    "checksum" TEXT NOT NULL,
    "applied_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "_jari_functions_pkey" PRIMARY KEY ("name")
);

-- A trigger keeps its function through a rename; the files then replace the bodies.
ALTER FUNCTION refuse_rewrite() RENAME TO forbid_mutation;
ALTER FUNCTION count_line_version() RENAME TO increment_line_version;

-- What the migrations before this one have created. Those without a file are dropped in the transaction that creates the
-- new ones, not here: until then the old bodies call them.
INSERT INTO "_jari_functions" (name, checksum) SELECT name, '' FROM unnest(ARRAY[
  'append_event', 'cancel_holds', 'charge_wallet', 'entry_json', 'expel_place', 'forbid_mutation', 'gone_among', 'hold_seats',
  'idempotency_begin', 'idempotency_keep', 'increment_line_version', 'iso', 'jari_now', 'jari_uuid_v7', 'leave_place',
  'lock_seats', 'open_wallet', 'pay_reservations', 'payment_event', 'payment_json', 'place', 'recount_allowance', 'refund_payment',
  'refuse', 'refuse_hold', 'release_hold', 'release_holds', 'seat_is_gone', 'sweep_holds', 'tell_sold_out']) AS name;
