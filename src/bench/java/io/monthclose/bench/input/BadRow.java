package io.monthclose.bench.input;

import java.util.List;

/** The ways in which a row of the bench is bad, over every reject reason; each made from a sound row. */
enum BadRow {
    TOO_FEW_COLUMNS,
    TOO_MANY_COLUMNS,
    EMPTY_LINE,
    BROKEN_ID,
    TIME_WITHOUT_OFFSET,
    NO_SUCH_DAY,
    NEGATIVE_CALLS,
    CALLS_WITH_EXPONENT,
    UNKNOWN_API,
    UNKNOWN_ACCOUNT,
    LATE,
    AFTER_MONTH,
    ACCOUNT_NOT_OPEN,
    CONFLICT;

    static final List<BadRow> ALL = List.of(values());

    /**
     * The bad row.
     *
     * @param row a sound row; of a conflict, one that was written before
     * @param monthSeconds the length of the month
     * @param notAlwaysOpen an account that is closed at one end of the month, or the row's own when there is none
     */
    String text(UsageRow row, RowText rows, int monthSeconds, int notAlwaysOpen, Accounts accounts) {
        String sound = rows.text(row);
        return switch (this) {
            case TOO_FEW_COLUMNS -> sound.substring(0, sound.lastIndexOf(','));
            case TOO_MANY_COLUMNS -> sound + ",1";
            case EMPTY_LINE -> "";
            case BROKEN_ID -> sound.substring(0, 8) + ' ' + sound.substring(9);
            case TIME_WITHOUT_OFFSET -> sound.substring(0, sound.length() - 6);
            case NO_SUCH_DAY -> sound.replaceFirst("-\\d\\dT", "-31T");
            case NEGATIVE_CALLS -> rows.text(row.calling(0)).replace(",0,", ",-5,");
            case CALLS_WITH_EXPONENT -> rows.text(row.calling(0)).replace(",0,", ",1e3,");
            case UNKNOWN_API -> sound.replaceFirst(",([A-Z][a-z]+)([A-Z])", ",$1s$2");
            case UNKNOWN_ACCOUNT -> sound.replace(",A", ",B");
            case LATE -> rows.text(row.at(-1 - row.second() % 3600));
            case AFTER_MONTH -> rows.text(row.at(monthSeconds + row.second() % 3600));
            case ACCOUNT_NOT_OPEN -> {
                int closedAt = accounts.isOpenAt(notAlwaysOpen, 0) ? monthSeconds - 1 : 0;
                yield rows.text(row.by(notAlwaysOpen).at(closedAt));
            }
            case CONFLICT -> rows.text(row.calling(row.calls() + 1));
        };
    }
}
