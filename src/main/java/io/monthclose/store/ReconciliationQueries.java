package io.monthclose.store;

import java.util.List;
import java.util.Map;

/**
 * What only shows over all accounts, or in rows without one: a query per part of an invariant, on the tables alone. Each returns
 * a line of text for every place where it is broken, and nothing where it holds. Parameters: {@code :month}, {@code :before}
 * (the month before), {@code :take}.
 */
final class ReconciliationQueries {
    private ReconciliationQueries() {}

    static final Map<Invariant, List<String>> BY_INVARIANT = Map.of(
            Invariant.NOTHING_LOST, nothingLost(),
            Invariant.PACKS_ARE_WHOLE, packsAreWhole(),
            Invariant.BILLS_ADD_UP, billsAddUp(),
            Invariant.BOOKS_BALANCE, booksBalance(),
            Invariant.FREEZES_ONCE, freezesOnce());

    private static List<String> nothingLost() {
        return List.of("""
            SELECT i.name || ': ' || i.line_count || ' lines read, ' || COALESCE(r.kept, 0)
                   || ' accepted or duplicate, ' || COALESCE(j.rejected, 0) || ' rejected'
            FROM take_input i
            LEFT JOIN (SELECT file, SUM(accepted + duplicates) AS kept FROM rated_rows
                       WHERE billing_month = :month GROUP BY file) r ON r.file = i.file
            LEFT JOIN (SELECT file, COUNT(*) AS rejected FROM reject
                       WHERE billing_month = :month AND take = :take GROUP BY file) j ON j.file = i.file
            WHERE i.billing_month = :month AND i.take = :take AND i.role = 'USAGE'
              AND i.line_count <> COALESCE(r.kept, 0) + COALESCE(j.rejected, 0)
            """, """
            SELECT 'calls kept in the snapshot ' || s.calls || ', accepted, duplicate and conflicting ' || r.calls
            FROM (SELECT COALESCE(SUM(kept_calls), 0) AS calls FROM taken_slice
                  WHERE billing_month = :month AND take = :take) s,
                 (SELECT COALESCE(SUM(accepted_calls + duplicate_calls + conflict_calls), 0) AS calls
                  FROM rated_rows WHERE billing_month = :month) r
            WHERE s.calls <> r.calls
            """, """
            SELECT 'calls accepted ' || r.calls || ', rated ' || l.calls || ', of parked accounts ' || p.calls
            FROM (SELECT COALESCE(SUM(accepted_calls), 0) AS calls FROM rated_rows WHERE billing_month = :month) r,
                 (SELECT COALESCE(SUM(metered_calls), 0) AS calls FROM bill WHERE billing_month = :month) l,
                 (SELECT COALESCE(SUM(calls), 0) AS calls FROM parked_account WHERE billing_month = :month) p
            WHERE r.calls <> l.calls + p.calls
            """);
    }

    private static List<String> packsAreWhole() {
        return List.of("""
            SELECT m.pack_id || ': moved, and was not there at the start of the month'
            FROM pack_movement m
            LEFT JOIN month_pack o ON o.billing_month = m.billing_month AND o.take = :take
                 AND o.bucket = m.bucket AND o.account_id = m.account_id AND o.pack_id = m.pack_id
            WHERE m.billing_month = :month AND o.pack_id IS NULL
            """, """
            SELECT o.pack_id || ': is another pack than was read'
            FROM month_pack o
            LEFT JOIN pack p ON p.pack_id = o.pack_id AND p.account_id = o.account_id AND p.apis = o.apis
                 AND p.calls = o.calls AND p.valid_from = o.valid_from AND p.valid_until = o.valid_until
            WHERE o.billing_month = :month AND o.take = :take AND p.pack_id IS NULL
            """, """
            SELECT o.pack_id || ': is not with an account of the month'
            FROM month_pack o
            LEFT JOIN month_account a ON a.billing_month = o.billing_month AND a.take = o.take AND a.bucket = o.bucket
                 AND a.account_id = o.account_id
            WHERE o.billing_month = :month AND o.take = :take AND a.account_id IS NULL
            """, """
            SELECT o.pack_id || ': opened with ' || o.opening || ', closed before with ' || m.closing
            FROM month_pack o
            JOIN pack_movement m ON m.billing_month = :before AND m.account_id = o.account_id AND m.pack_id = o.pack_id
            WHERE o.billing_month = :month AND o.take = :take AND m.closing <> o.opening
            """);
    }

    private static List<String> billsAddUp() {
        return List.of("""
            SELECT b.account_id || ': has a bill, is none of the accounts of the month'
            FROM bill b
            LEFT JOIN month_account a ON a.billing_month = b.billing_month AND a.take = :take AND a.bucket = b.bucket
                 AND a.account_id = b.account_id
            WHERE b.billing_month = :month AND a.account_id IS NULL
            """, """
            SELECT a.account_id || ': is in bucket ' || a.bucket || ' of ' || t.buckets
            FROM month_account a JOIN usage_take t ON t.billing_month = a.billing_month AND t.take = a.take
            WHERE a.billing_month = :month AND a.take = :take AND (a.bucket < 0 OR a.bucket >= t.buckets)
            """);
    }

    private static List<String> booksBalance() {
        return List.of("""
            SELECT a.account_id || ': opens with ' || a.balance || ', left with ' || s.balance_after
            FROM month_account a
            JOIN settlement s ON s.billing_month = :before AND s.account_id = a.account_id
            WHERE a.billing_month = :month AND a.take = :take AND a.balance <> s.balance_after
            """, """
            SELECT s.account_id || ': is settled, is none of the accounts of the month'
            FROM settlement s
            LEFT JOIN month_account a ON a.billing_month = s.billing_month AND a.take = :take AND a.bucket = s.bucket
                 AND a.account_id = s.account_id
            WHERE s.billing_month = :month AND a.account_id IS NULL
            """, """
            SELECT 'top-ups counted ' || c.amount || ', posted ' || s.amount
            FROM (SELECT COALESCE(SUM(t.amount), 0) AS amount FROM counted_top_up c
                  JOIN top_up t ON t.top_up_id = c.top_up_id AND t.account_id = c.account_id
                  WHERE c.billing_month = :month) c,
                 (SELECT COALESCE(SUM(top_ups), 0) AS amount FROM settlement WHERE billing_month = :month) s
            WHERE c.amount <> s.amount
            """, """
            SELECT 'bills settled ' || b.amount || ', charged ' || s.amount
            FROM (SELECT COALESCE(SUM(x.amount_due), 0) AS amount FROM bill x
                  LEFT JOIN parked_account k ON k.billing_month = x.billing_month AND k.account_id = x.account_id
                  WHERE x.billing_month = :month AND k.account_id IS NULL) b,
                 (SELECT COALESCE(SUM(amount_due), 0) AS amount FROM settlement WHERE billing_month = :month) s
            WHERE b.amount <> s.amount
            """);
    }

    private static List<String> freezesOnce() {
        return List.of("""
            SELECT f.account_id || ': the freeze of ' || f.billing_month || ' is not released'
            FROM settlement f
            LEFT JOIN settlement r ON r.billing_month = :month AND r.account_id = f.account_id
                 AND r.released_month = f.billing_month AND r.released = f.frozen
            LEFT JOIN parked_account k ON k.billing_month = :month AND k.account_id = f.account_id
            WHERE f.billing_month = :before AND f.frozen > 0 AND r.account_id IS NULL AND k.account_id IS NULL
            """, """
            SELECT s.account_id || ': released ' || s.released || ', frozen before ' || COALESCE(f.frozen, 0)
            FROM settlement s
            LEFT JOIN settlement f ON f.billing_month = s.released_month AND f.account_id = s.account_id
            WHERE s.billing_month = :month AND s.released > 0
              AND (s.released_month <> :before OR f.frozen IS NULL OR f.frozen <> s.released)
            """);
    }
}
