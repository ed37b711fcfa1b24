-- A business error as a result: `error` is a code of lib/core/errors.ts, which sqlFunction() throws as an AppError.
-- An error is a result and not an exception, because losing a race is normal and must not roll back or fill the log.
-- `refused` is the same code for processes of the version before this one.
CREATE OR REPLACE FUNCTION error_result(p_code text, p_detail jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN jsonb_build_object('error', p_code, 'refused', p_code) || p_detail;
