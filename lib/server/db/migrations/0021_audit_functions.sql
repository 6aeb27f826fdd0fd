ALTER TABLE "audit_shipments" ADD COLUMN "proof" text;--> statement-breakpoint
-- The server's user has no right to write these two tables: it calls these functions, which run as the
-- owner. Names are written out and the search path is fixed, so that the caller's objects are never used.
CREATE FUNCTION "lock_audit"("known_id" bigint)
RETURNS TABLE ("id" bigint, "hash" text, "key_id" text, "last_id" bigint, "last_hash" text, "known_hash" text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	PERFORM FROM public.audit_head FOR UPDATE;
	-- A statement of its own: it reads what was committed while the one before waited for the lock.
	RETURN QUERY SELECT head.id, head.hash, head.key_id, newest.id, newest.hash,
		(SELECT known.hash FROM public.audit AS known WHERE known.id = known_id)
	FROM public.audit_head AS head
		LEFT JOIN LATERAL (SELECT id, hash FROM public.audit ORDER BY id DESC LIMIT 1) AS newest ON true;
END
$$;--> statement-breakpoint
CREATE FUNCTION "append_audit"("rows" json, "new_key_id" text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	head_id bigint;
	added record;
BEGIN
	SELECT head.id INTO STRICT head_id FROM public.audit_head AS head FOR UPDATE;
	WITH appended AS (
		INSERT INTO public.audit SELECT * FROM json_populate_recordset(null::public.audit, rows)
		RETURNING id, hash
	)
	SELECT count(*) AS many, min(id) AS first, max(id) AS last,
		bool_and(hash ~ '^[0-9a-f]{64}$') AS sealed, (array_agg(hash ORDER BY id DESC))[1] AS hash
	INTO added FROM appended;
	IF added.many > 0 AND added.first = head_id + 1 AND added.last = head_id + added.many
		AND added.sealed AND new_key_id ~ '^[0-9a-f]{16}$'
	THEN
		UPDATE public.audit_head SET id = added.last, hash = added.hash, key_id = new_key_id;
	ELSE
		RAISE EXCEPTION 'these rows do not continue the audit' USING ERRCODE = 'check_violation';
	END IF;
END
$$;--> statement-breakpoint
CREATE FUNCTION "rewrite_audit_head"() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
	UPDATE public.audit_head SET id = id RETURNING id;
$$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "lock_audit"(bigint), "append_audit"(json, text), "rewrite_audit_head"() FROM PUBLIC;
