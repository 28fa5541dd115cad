-- Why a take replaced another, and the price book it was begun with, which a rerun may put another in the place of.
ALTER TABLE usage_take ADD COLUMN reason VARCHAR(200) COLLATE "C";
ALTER TABLE usage_take ADD COLUMN price_book_sha256 VARCHAR(64) COLLATE "C";

-- A parked account that is rated once more by the next run of rateAccounts.
ALTER TABLE parked_account ADD COLUMN retry BOOLEAN DEFAULT FALSE NOT NULL;
