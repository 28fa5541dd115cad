package io.monthclose.bench.input;

/**
 * How large a month is.
 *
 * @param rows usage rows, duplicates and bad ones included
 * @param accounts accounts
 * @param packs prepaid packs, at most two an account
 * @param topUps top-ups
 * @param seed what makes the month the same each time
 */
public record Workload(long rows, int accounts, int packs, int topUps, long seed) {
    private static final int MOST_ACCOUNTS = 9_999_999;
    private static final long MOST_ROWS = 99_999_999;

    /** Checks what the ids have digits for. */
    public Workload {
        if (rows < 1 || rows > MOST_ROWS || accounts < 1 || accounts > MOST_ACCOUNTS) {
            throw new IllegalArgumentException("1 to " + MOST_ROWS + " rows and 1 to " + MOST_ACCOUNTS
                    + " accounts, not " + rows + " and " + accounts);
        }
        if (packs < 0 || packs > 2L * accounts || topUps < 0) {
            throw new IllegalArgumentException("0 to two packs an account, and no fewer than 0 top-ups");
        }
    }

    /** Its name among folders. */
    public String folderName() {
        return "rows-%d-accounts-%d-packs-%d-top-ups-%d-seed-%d".formatted(rows, accounts, packs, topUps, seed);
    }
}
