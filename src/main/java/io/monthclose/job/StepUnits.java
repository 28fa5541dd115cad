package io.monthclose.job;

/** What a step's progress counts. */
enum StepUnits {
    /** Lines of the usage files. */
    LINES("lines", "SELECT COALESCE(SUM(line_count), 0) FROM take_slice WHERE billing_month = ? AND take = ?"),
    /** Accounts with something to rate. */
    ACCOUNTS("accounts", "SELECT COUNT(*) FROM month_account WHERE billing_month = ? AND take = ?"),
    /** Bills to settle. */
    BILLS("bills", "SELECT COUNT(*) FROM bill b WHERE billing_month = ? AND 0 < ?"),
    /** Nothing worth counting. */
    NONE("", "");

    private final String unit;
    private final String total;

    StepUnits(String unit, String total) {
        this.unit = unit;
        this.total = total;
    }

    String unit() {
        return unit;
    }

    /** How many there are, finished ones too. */
    long total(CloseRun run) {
        if (total.isEmpty()) {
            return 0;
        }
        Long count = run.stores()
                .jdbc()
                .queryForObject(
                        total, Long.class, run.period().yearMonth().toString(), run.month().take());
        return count == null ? 0 : count;
    }
}
