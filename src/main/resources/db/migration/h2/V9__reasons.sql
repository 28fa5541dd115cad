-- Why a launch was allowed what is not the rule, or was asked for at all: outside the window, a retake, a rerun; one to a line.
-- Older launches have their reasons in their options alone.
ALTER TABLE launch ADD COLUMN reasons VARCHAR(1000);
