package io.monthclose.bench.input;

/**
 * A sound row of usage.
 *
 * @param entropy the first half of its id
 * @param number the second half, which no other row has
 * @param account the number of its account
 * @param api the number of its API
 * @param calls 0 or more
 * @param second the second of the month
 */
record UsageRow(int entropy, int number, int account, int api, long calls, int second) {
    UsageRow calling(long otherCalls) {
        return new UsageRow(entropy, number, account, api, otherCalls, second);
    }

    UsageRow by(int otherAccount) {
        return new UsageRow(entropy, number, otherAccount, api, calls, second);
    }

    UsageRow at(int otherSecond) {
        return new UsageRow(entropy, number, account, api, calls, otherSecond);
    }
}
