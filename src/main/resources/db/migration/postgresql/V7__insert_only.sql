-- What was written stays, whatever a program says. Nothing here looks at an INSERT.
-- A table that is only ever added to takes one line:
--   CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON t FOR EACH STATEMENT EXECUTE FUNCTION insert_only();

-- Refuses the statement, whether it would meet a row or not.
CREATE FUNCTION insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'month-close: % is insert-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'MC001';
END $$;

-- Refuses a row that may change or go in some state of its month, and is not in it.
CREATE FUNCTION refuse_row(whose TEXT, verb TEXT, billing_month TEXT, why TEXT) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'month-close: % of % %: % refused', whose, billing_month, why, verb USING ERRCODE = 'MC001';
END $$;

-- The rows that a statement has removed or changed are looked at together, in `was`: a retake removes very many.

-- A month that is closed never changes.
CREATE FUNCTION kept_once_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kept TEXT := (SELECT MIN(c.billing_month) FROM closing_month c
                  WHERE c.state = 'CLOSED' AND c.billing_month IN (SELECT w.billing_month FROM was w));
BEGIN
    IF kept IS NOT NULL THEN
        PERFORM refuse_row(TG_TABLE_NAME, TG_OP, kept, 'is closed');
    END IF;
    RETURN NULL;
END $$;

-- A take makes room for another until the first account is charged.
CREATE FUNCTION kept_once_charged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kept TEXT := (SELECT MIN(w.billing_month) FROM (SELECT DISTINCT billing_month FROM was) w
                  WHERE EXISTS (SELECT 1 FROM settlement s WHERE s.billing_month = w.billing_month));
BEGIN
    IF kept IS NOT NULL THEN
        PERFORM refuse_row(TG_TABLE_NAME, TG_OP, kept, 'is charged');
    END IF;
    RETURN NULL;
END $$;

-- What a parked account came to makes room after that, too, when it is rated once more.
CREATE FUNCTION kept_once_settled() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kept TEXT := (SELECT MIN(w.billing_month) FROM (SELECT DISTINCT billing_month FROM was) w
                  WHERE EXISTS (SELECT 1 FROM settlement s WHERE s.billing_month = w.billing_month));
BEGIN
    IF kept IS NOT NULL AND EXISTS (
            SELECT 1 FROM was w
            WHERE EXISTS (SELECT 1 FROM settlement s WHERE s.billing_month = w.billing_month AND s.account_id = w.account_id)
               OR NOT EXISTS (SELECT 1 FROM parked_account p
                              WHERE p.billing_month = w.billing_month AND p.account_id = w.account_id AND p.retry)) THEN
        PERFORM refuse_row(TG_TABLE_NAME, TG_OP, kept, 'is charged');
    END IF;
    RETURN NULL;
END $$;

-- The mark goes with the parked account.
CREATE FUNCTION kept_unless_marked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM settlement s WHERE s.billing_month = OLD.billing_month)
       AND (NOT OLD.retry OR EXISTS (SELECT 1 FROM settlement s
                                     WHERE s.billing_month = OLD.billing_month AND s.account_id = OLD.account_id)) THEN
        PERFORM refuse_row(TG_TABLE_NAME, TG_OP, OLD.billing_month, 'is charged');
    END IF;
    RETURN OLD;
END $$;

-- A query makes room for another until something is read with it.
CREATE FUNCTION kept_once_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM taken_slice t WHERE t.billing_month = OLD.billing_month AND t.take = OLD.take) THEN
        PERFORM refuse_row(TG_TABLE_NAME, TG_OP, OLD.billing_month, 'was read with');
    END IF;
    RETURN OLD;
END $$;

-- A parked account is marked to be rated once more, and that is all that changes of it.
CREATE FUNCTION retry_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT NEW.retry OR to_jsonb(NEW) - 'retry' <> to_jsonb(OLD) - 'retry' THEN
        PERFORM refuse_row(TG_TABLE_NAME, TG_OP, OLD.billing_month, 'is only ever marked');
    END IF;
    RETURN NEW;
END $$;

-- A month goes to its next state; before the first charge it may begin its next take. Once it is closed it never changes.
CREATE FUNCTION forward_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    states CONSTANT TEXT[] := ARRAY['OPEN', 'TAKEN', 'RATED', 'SETTLED', 'CLOSED'];
    steps CONSTANT INTEGER := array_position(states, NEW.state::TEXT) - array_position(states, OLD.state::TEXT);
BEGIN
    IF OLD.state = 'CLOSED'
       OR NEW.billing_month <> OLD.billing_month
       OR NEW.first_of_chain <> OLD.first_of_chain
       OR (OLD.settlement_instant IS NOT NULL AND NEW.settlement_instant IS DISTINCT FROM OLD.settlement_instant)
       OR NOT ((NEW.take = OLD.take AND steps BETWEEN 0 AND 1)
               OR (NEW.take = OLD.take + 1 AND NEW.state = 'OPEN'
                   AND NOT EXISTS (SELECT 1 FROM settlement s WHERE s.billing_month = OLD.billing_month))) THEN
        PERFORM refuse_row(TG_TABLE_NAME, TG_OP, OLD.billing_month, 'is ' || OLD.state || ' and only moves forward');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON book FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON price_book FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON price_book_pool FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON usage_take FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON take_input FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON take_slice FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON taken_slice FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON segment FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON reject FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON month_account FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON month_pack FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON settlement FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON counted_top_up FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON month_document FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON launch FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON launch_event FOR EACH STATEMENT EXECUTE FUNCTION insert_only();

-- What makes room for something else in some state of its month, and only then.
CREATE TRIGGER insert_only BEFORE UPDATE OR TRUNCATE ON bill FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER kept_once_closed AFTER DELETE ON bill REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION kept_once_closed();
CREATE TRIGGER kept_once_settled AFTER DELETE ON bill REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION kept_once_settled();
CREATE TRIGGER insert_only BEFORE UPDATE OR TRUNCATE ON pack_movement FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER kept_once_closed AFTER DELETE ON pack_movement REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION kept_once_closed();
CREATE TRIGGER kept_once_settled AFTER DELETE ON pack_movement REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION kept_once_settled();
CREATE TRIGGER insert_only BEFORE UPDATE OR TRUNCATE ON rated_rows FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER kept_once_closed AFTER DELETE ON rated_rows REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION kept_once_closed();
CREATE TRIGGER kept_once_charged AFTER DELETE ON rated_rows REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION kept_once_charged();
CREATE TRIGGER insert_only BEFORE UPDATE OR TRUNCATE ON account FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER kept_once_closed AFTER DELETE ON account REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION kept_once_closed();
CREATE TRIGGER kept_once_charged AFTER DELETE ON account REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION kept_once_charged();
CREATE TRIGGER insert_only BEFORE UPDATE OR TRUNCATE ON pack FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER kept_once_closed AFTER DELETE ON pack REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION kept_once_closed();
CREATE TRIGGER kept_once_charged AFTER DELETE ON pack REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION kept_once_charged();
CREATE TRIGGER insert_only BEFORE UPDATE OR TRUNCATE ON top_up FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER kept_once_closed AFTER DELETE ON top_up REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION kept_once_closed();
CREATE TRIGGER kept_once_charged AFTER DELETE ON top_up REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION kept_once_charged();
CREATE TRIGGER insert_only BEFORE UPDATE OR TRUNCATE ON invariant_result FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER kept_once_closed AFTER DELETE ON invariant_result REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION kept_once_closed();
CREATE TRIGGER insert_only BEFORE UPDATE OR TRUNCATE ON take_query FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER kept_once_taken BEFORE DELETE ON take_query FOR EACH ROW EXECUTE FUNCTION kept_once_taken();
CREATE TRIGGER insert_only BEFORE TRUNCATE ON parked_account FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER kept_once_closed AFTER DELETE ON parked_account REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION kept_once_closed();
CREATE TRIGGER marked_until_closed AFTER UPDATE ON parked_account REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION kept_once_closed();
CREATE TRIGGER kept_unless_marked BEFORE DELETE ON parked_account FOR EACH ROW EXECUTE FUNCTION kept_unless_marked();
CREATE TRIGGER retry_only BEFORE UPDATE ON parked_account FOR EACH ROW EXECUTE FUNCTION retry_only();
CREATE TRIGGER insert_only BEFORE DELETE OR TRUNCATE ON closing_month FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER forward_only BEFORE UPDATE ON closing_month FOR EACH ROW EXECUTE FUNCTION forward_only();

-- A reconciliation wants statistics of what was just written, which only the owner of a table may have made.
CREATE FUNCTION refresh_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    ANALYZE month_account (billing_month, take, account_id), month_pack (billing_month, take, pack_id),
            bill (billing_month, account_id), pack_movement (billing_month, pack_id),
            settlement (billing_month, account_id), counted_top_up (billing_month, account_id);
END $$;
REVOKE EXECUTE ON FUNCTION refresh_statistics() FROM PUBLIC;

-- Functions look at the tables of this schema, whatever tables their caller has put before them.
DO $$
DECLARE
    known REGPROCEDURE;
BEGIN
    FOR known IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = current_schema()::REGNAMESPACE
                 AND p.proname IN ('insert_only', 'refuse_row', 'kept_once_closed', 'kept_once_charged', 'kept_once_settled',
                                   'kept_unless_marked', 'kept_once_taken', 'retry_only', 'forward_only', 'refresh_statistics') LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', known, current_schema());
    END LOOP;
END $$;

-- The roles that `migrate` was told of, which are granted again whatever the tables become.
CREATE TABLE book_role (
    duty VARCHAR(11) COLLATE "C" PRIMARY KEY CHECK (duty IN ('APPLICATION', 'AUDITOR')),
    role_name VARCHAR(63) COLLATE "C" NOT NULL UNIQUE
);
