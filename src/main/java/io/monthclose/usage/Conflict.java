package io.monthclose.usage;

/**
 * Two records of one account with one id and different content.
 *
 * @param rejected the later one
 * @param stands the first accepted one, which is billed
 */
public record Conflict(UsageRecord rejected, UsageRecord stands) {
    /**
     * The detail of the reject, such as {@code differs from usage.csv line 7, which stands}.
     *
     * @param fileThatStands the name of the file that the standing record was read from
     */
    public String detail(String fileThatStands) {
        return "differs from " + fileThatStands + " line " + stands.origin().line() + ", which stands";
    }
}
