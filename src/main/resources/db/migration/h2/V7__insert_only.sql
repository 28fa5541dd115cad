-- What was written stays, whatever a program says. Nothing here looks at an INSERT. A table that is only ever added to takes
-- two lines: a trigger, and a foreign key of a table that never has a row, because H2 truncates without asking a trigger, but
-- never what a foreign key refers to.
CREATE TABLE keeps_rows (
    only_row INTEGER,
    billing_month CHAR(7),
    take INTEGER,
    sha256 CHAR(64),
    api VARCHAR(64),
    account_id VARCHAR(64),
    first_account_id VARCHAR(64),
    pack_id VARCHAR(64),
    top_up_id VARCHAR(64),
    role VARCHAR(8),
    file INTEGER,
    line BIGINT,
    slice INTEGER,
    bucket INTEGER,
    number INTEGER,
    name VARCHAR(100),
    launch_id BIGINT,
    event_id BIGINT,
    CHECK (FALSE)
);

CREATE TRIGGER book_stays BEFORE UPDATE, DELETE ON book CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (only_row) REFERENCES book;
CREATE TRIGGER price_book_stays BEFORE UPDATE, DELETE ON price_book CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (sha256) REFERENCES price_book;
CREATE TRIGGER price_book_pool_stays BEFORE UPDATE, DELETE ON price_book_pool CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (sha256, api) REFERENCES price_book_pool;
CREATE TRIGGER usage_take_stays BEFORE UPDATE, DELETE ON usage_take CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month, take) REFERENCES usage_take;
CREATE TRIGGER take_input_stays BEFORE UPDATE, DELETE ON take_input CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month, take, role, file) REFERENCES take_input;
CREATE TRIGGER take_slice_stays BEFORE UPDATE, DELETE ON take_slice CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month, take, slice) REFERENCES take_slice;
CREATE TRIGGER taken_slice_stays BEFORE UPDATE, DELETE ON taken_slice CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month, take, slice) REFERENCES taken_slice;
CREATE TRIGGER segment_stays BEFORE UPDATE, DELETE ON segment CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month, take, bucket, slice) REFERENCES segment;
CREATE TRIGGER reject_stays BEFORE UPDATE, DELETE ON reject CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month, take, file, line) REFERENCES reject;
CREATE TRIGGER month_account_stays BEFORE UPDATE, DELETE ON month_account CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month, take, bucket, account_id) REFERENCES month_account;
CREATE TRIGGER month_pack_stays BEFORE UPDATE, DELETE ON month_pack CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month, take, bucket, account_id, pack_id) REFERENCES month_pack;
CREATE TRIGGER settlement_stays BEFORE UPDATE, DELETE ON settlement CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month, account_id) REFERENCES settlement;
CREATE TRIGGER counted_top_up_stays BEFORE UPDATE, DELETE ON counted_top_up CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (top_up_id) REFERENCES counted_top_up;
CREATE TRIGGER month_document_stays BEFORE UPDATE, DELETE ON month_document CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month, name) REFERENCES month_document;
CREATE TRIGGER launch_stays BEFORE UPDATE, DELETE ON launch CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (launch_id) REFERENCES launch;
CREATE TRIGGER launch_event_stays BEFORE UPDATE, DELETE ON launch_event CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (event_id) REFERENCES launch_event;

-- What makes room for something else in some state of its month, and only then.
CREATE TRIGGER bill_stays BEFORE UPDATE ON bill CALL 'io.monthclose.store.InsertOnly';
CREATE TRIGGER bill_goes BEFORE DELETE ON bill FOR EACH ROW CALL 'io.monthclose.store.GuardedRow';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month, account_id) REFERENCES bill;
CREATE TRIGGER pack_movement_stays BEFORE UPDATE ON pack_movement CALL 'io.monthclose.store.InsertOnly';
CREATE TRIGGER pack_movement_goes BEFORE DELETE ON pack_movement FOR EACH ROW CALL 'io.monthclose.store.GuardedRow';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month, account_id, pack_id) REFERENCES pack_movement;
CREATE TRIGGER rated_rows_stays BEFORE UPDATE ON rated_rows CALL 'io.monthclose.store.InsertOnly';
CREATE TRIGGER rated_rows_goes BEFORE DELETE ON rated_rows FOR EACH ROW CALL 'io.monthclose.store.GuardedRow';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month, first_account_id, file) REFERENCES rated_rows;
CREATE TRIGGER account_stays BEFORE UPDATE ON account CALL 'io.monthclose.store.InsertOnly';
CREATE TRIGGER account_goes BEFORE DELETE ON account FOR EACH ROW CALL 'io.monthclose.store.GuardedRow';
ALTER TABLE keeps_rows ADD FOREIGN KEY (account_id, billing_month) REFERENCES account;
CREATE TRIGGER pack_stays BEFORE UPDATE ON pack CALL 'io.monthclose.store.InsertOnly';
CREATE TRIGGER pack_goes BEFORE DELETE ON pack FOR EACH ROW CALL 'io.monthclose.store.GuardedRow';
ALTER TABLE keeps_rows ADD FOREIGN KEY (pack_id) REFERENCES pack;
CREATE TRIGGER top_up_stays BEFORE UPDATE ON top_up CALL 'io.monthclose.store.InsertOnly';
CREATE TRIGGER top_up_goes BEFORE DELETE ON top_up FOR EACH ROW CALL 'io.monthclose.store.GuardedRow';
ALTER TABLE keeps_rows ADD FOREIGN KEY (top_up_id) REFERENCES top_up;
CREATE TRIGGER invariant_result_stays BEFORE UPDATE ON invariant_result CALL 'io.monthclose.store.InsertOnly';
CREATE TRIGGER invariant_result_goes BEFORE DELETE ON invariant_result FOR EACH ROW CALL 'io.monthclose.store.GuardedRow';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month, number) REFERENCES invariant_result;
CREATE TRIGGER take_query_stays BEFORE UPDATE ON take_query CALL 'io.monthclose.store.InsertOnly';
CREATE TRIGGER take_query_goes BEFORE DELETE ON take_query FOR EACH ROW CALL 'io.monthclose.store.GuardedRow';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month, take) REFERENCES take_query;
CREATE TRIGGER parked_account_changes BEFORE UPDATE, DELETE ON parked_account FOR EACH ROW CALL 'io.monthclose.store.GuardedRow';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month, account_id) REFERENCES parked_account;
CREATE TRIGGER closing_month_stays BEFORE DELETE ON closing_month CALL 'io.monthclose.store.InsertOnly';
CREATE TRIGGER closing_month_changes BEFORE UPDATE ON closing_month FOR EACH ROW CALL 'io.monthclose.store.GuardedRow';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month) REFERENCES closing_month;
