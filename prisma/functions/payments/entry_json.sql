-- A ledger entry, as the wallet page and the API return it.
CREATE OR REPLACE FUNCTION entry_json(p_entry ledger_entry) RETURNS jsonb LANGUAGE sql STABLE
RETURN jsonb_build_object('id', p_entry.id::text, 'type', p_entry.type, 'amount', p_entry.amount,
  'balanceAfter', p_entry.balance_after, 'createdAt', iso_utc(p_entry.created_at), 'reservationId', p_entry.reservation_id::text);
