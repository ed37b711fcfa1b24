-- A time-ordered id (RFC 9562, version 7, with the microseconds of its millisecond in rand_a). Written here because
-- Postgres has uuidv7() only from version 18 on.
CREATE OR REPLACE FUNCTION jari_uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(substring(int8send(us / 1000) FROM 3) || int2send((28672 + us % 1000 * 4096 / 1000)::int2)
    || substring(uuid_send(gen_random_uuid()) FROM 9), 'hex')::uuid
  FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS us) now
$$;
