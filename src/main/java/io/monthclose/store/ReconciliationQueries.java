package io.monthclose.store;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One query per part of an invariant, on the tables alone. Each returns a line of text for every place where it is broken, and
 * nothing where it holds. Parameters: {@code :month}, {@code :before} (the month before), {@code :take}, {@code :book} (the
 * price book), {@code :start} and {@code :end} of the month.
 */
final class ReconciliationQueries {
    private ReconciliationQueries() {}

    static final Map<Invariant, List<String>> BY_INVARIANT = Map.of(
            Invariant.NOTHING_LOST, nothingLost(),
            Invariant.EVERY_CALL_HAS_ONE_SOURCE, everyCallHasOneSource(),
            Invariant.FREE_THEN_PREPAID_THEN_BILLABLE, inOrder(),
            Invariant.PACKS_ARE_WHOLE, packsAreWhole(),
            Invariant.BILLS_ADD_UP, billsAddUp(),
            Invariant.BOOKS_BALANCE,
                    Stream.of(accountsBalance(), totalsBalance())
                            .flatMap(List::stream)
                            .toList(),
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
                 (SELECT COALESCE(SUM(CAST(metered_calls AS DECIMAL(38))), 0) AS calls FROM bill_line
                  WHERE billing_month = :month) l,
                 (SELECT COALESCE(SUM(calls), 0) AS calls FROM parked_account WHERE billing_month = :month) p
            WHERE r.calls <> l.calls + p.calls
            """);
    }

    private static List<String> everyCallHasOneSource() {
        return List.of("""
            SELECT account_id || ' ' || api || ' ' || price_version || ': metered ' || metered_calls
            FROM bill_line
            WHERE billing_month = :month
              AND CAST(metered_calls AS DECIMAL(38)) <>
                  CAST(beta_calls AS DECIMAL(38)) + free_calls + prepaid_calls + billable_calls
            """, """
            SELECT account_id || ' ' || api || ': free or prepaid calls of the bill are not those drawn'
            FROM (SELECT account_id, api, SUM(CAST(free_calls AS DECIMAL(38))) AS free,
                         SUM(CAST(prepaid_calls AS DECIMAL(38))) AS prepaid
                  FROM bill_line WHERE billing_month = :month GROUP BY account_id, api
                  UNION ALL
                  SELECT account_id, api,
                         -SUM(CASE source WHEN 'FREE' THEN CAST(calls AS DECIMAL(38)) ELSE 0 END),
                         -SUM(CASE source WHEN 'PREPAID' THEN CAST(calls AS DECIMAL(38)) ELSE 0 END)
                  FROM pack_draw WHERE billing_month = :month GROUP BY account_id, api) both_sides
            GROUP BY account_id, api
            HAVING SUM(free) <> 0 OR SUM(prepaid) <> 0
            """);
    }

    private static List<String> inOrder() {
        return List.of("""
            SELECT l.account_id || ' ' || l.api || ': ' || (p.calls - COALESCE(d.calls, 0))
                   || ' calls left in the free pool ' || p.pool
            FROM bill_line l
            JOIN price_book_pool p ON p.sha256 = :book AND p.api = l.api
            LEFT JOIN (SELECT account_id, pack_id, SUM(CAST(calls AS DECIMAL(38))) AS calls FROM pack_draw
                       WHERE billing_month = :month AND source = 'FREE' GROUP BY account_id, pack_id) d
                 ON d.account_id = l.account_id AND d.pack_id = p.pool
            WHERE l.billing_month = :month AND (l.prepaid_calls > 0 OR l.billable_calls > 0)
              AND COALESCE(d.calls, 0) < p.calls
            """, """
            SELECT d.account_id || ': ' || d.calls || ' free calls drawn from pool ' || d.pack_id
            FROM (SELECT account_id, pack_id, SUM(CAST(calls AS DECIMAL(38))) AS calls FROM pack_draw
                  WHERE billing_month = :month AND source = 'FREE' GROUP BY account_id, pack_id) d
            LEFT JOIN (SELECT DISTINCT pool, calls FROM price_book_pool WHERE sha256 = :book) p ON p.pool = d.pack_id
            WHERE p.pool IS NULL OR d.calls > p.calls
            """, """
            SELECT l.account_id || ' ' || l.api || ': ' || m.closing || ' calls left in pack ' || m.pack_id
            FROM pack_movement m
            JOIN pack p ON p.pack_id = m.pack_id
            JOIN bill_line l ON l.billing_month = m.billing_month AND l.account_id = m.account_id
                 AND POSITION('|' || l.api || '|' IN '|' || p.apis || '|') > 0
            WHERE m.billing_month = :month AND m.closing > 0 AND l.billable_calls > 0
              AND p.valid_from <= :start AND p.valid_until >= :end
            """);
    }

    private static List<String> packsAreWhole() {
        return List.of("""
            SELECT m.pack_id || ': opening ' || m.opening || ', drawn ' || m.drawn || ', forfeited ' || m.forfeited
                   || ', closing ' || m.closing || ' of ' || p.calls
            FROM pack_movement m JOIN pack p ON p.pack_id = m.pack_id
            WHERE m.billing_month = :month
              AND (m.opening - m.drawn - m.forfeited <> m.closing OR m.opening > p.calls
                   OR m.account_id <> p.account_id
                   OR (m.drawn > 0 AND (p.valid_from >= :end OR p.valid_until <= :start))
                   OR (p.valid_until < :end AND m.closing > 0) OR (p.valid_until >= :end AND m.forfeited > 0))
            """, """
            SELECT m.pack_id || ': ' || m.drawn || ' calls drawn, ' || COALESCE(d.calls, 0) || ' on the bill'
            FROM pack_movement m
            LEFT JOIN (SELECT account_id, pack_id, SUM(CAST(calls AS DECIMAL(38))) AS calls FROM pack_draw
                       WHERE billing_month = :month AND source = 'PREPAID' GROUP BY account_id, pack_id) d
                 ON d.account_id = m.account_id AND d.pack_id = m.pack_id
            WHERE m.billing_month = :month AND m.drawn <> COALESCE(d.calls, 0)
            """, """
            SELECT d.account_id || ': draws on pack ' || d.pack_id || ', which it does not have'
            FROM pack_draw d
            WHERE d.billing_month = :month AND d.source = 'PREPAID'
              AND NOT EXISTS (SELECT 1 FROM pack_movement m WHERE m.billing_month = d.billing_month
                              AND m.account_id = d.account_id AND m.pack_id = d.pack_id)
            """, """
            SELECT o.pack_id || ': opened with ' || o.opening || ', moved from ' || COALESCE(m.opening, 0)
            FROM month_pack o
            LEFT JOIN pack_movement m ON m.billing_month = o.billing_month AND m.account_id = o.account_id AND m.pack_id = o.pack_id
            WHERE o.billing_month = :month AND o.take = :take AND (m.opening IS NULL OR m.opening <> o.opening)
              AND NOT EXISTS (SELECT 1 FROM parked_account k WHERE k.billing_month = o.billing_month
                              AND k.account_id = o.account_id AND k.stage = 'RATING')
            """);
    }

    private static List<String> billsAddUp() {
        return List.of("""
            SELECT b.account_id || ': lines ' || COALESCE(l.amount, 0) || ', lines total ' || b.lines_total
                   || ', rounding ' || b.rounding || ', amount due ' || b.amount_due
            FROM bill b
            LEFT JOIN (SELECT account_id, SUM(amount) AS amount FROM bill_line WHERE billing_month = :month
                       GROUP BY account_id) l ON l.account_id = b.account_id
            WHERE b.billing_month = :month
              AND (COALESCE(l.amount, 0) <> b.lines_total OR b.lines_total + b.rounding <> b.amount_due)
            """, """
            SELECT a.account_id || ': due a bill, has none'
            FROM month_account a
            WHERE a.billing_month = :month AND a.take = :take AND a.due
              AND NOT EXISTS (SELECT 1 FROM bill b WHERE b.billing_month = a.billing_month AND b.account_id = a.account_id)
              AND NOT EXISTS (SELECT 1 FROM parked_account k WHERE k.billing_month = a.billing_month
                              AND k.account_id = a.account_id)
            """, """
            SELECT b.account_id || ': has a bill, due none'
            FROM bill b
            LEFT JOIN month_account a ON a.billing_month = b.billing_month AND a.take = :take AND a.account_id = b.account_id
            WHERE b.billing_month = :month AND (a.account_id IS NULL OR NOT a.due)
            """, """
            SELECT l.account_id || ': has bill lines, has no bill'
            FROM bill_line l
            WHERE l.billing_month = :month
              AND NOT EXISTS (SELECT 1 FROM bill b WHERE b.billing_month = l.billing_month AND b.account_id = l.account_id)
            """);
    }

    private static List<String> accountsBalance() {
        return List.of("""
            SELECT e.entry_id || ': ' || e.kind || ' from ' || e.debit || ' to ' || e.credit
            FROM ledger_entry e
            WHERE e.billing_month = :month
              AND e.kind || e.debit || e.credit NOT IN
                  ('TOP_UPCASHAVAILABLE', 'RELEASEFROZENAVAILABLE', 'CHARGEAVAILABLEREVENUE', 'FREEZEAVAILABLEFROZEN')
            """, """
            SELECT s.account_id || ': settlement and postings differ'
            FROM settlement s
            JOIN bill b ON b.billing_month = s.billing_month AND b.account_id = s.account_id
            LEFT JOIN (SELECT account_id,
                              SUM(CASE kind WHEN 'TOP_UP' THEN amount ELSE 0 END) AS top_ups,
                              SUM(CASE kind WHEN 'RELEASE' THEN amount ELSE 0 END) AS released,
                              SUM(CASE kind WHEN 'CHARGE' THEN amount ELSE 0 END) AS charged,
                              SUM(CASE kind WHEN 'FREEZE' THEN amount ELSE 0 END) AS frozen
                       FROM ledger_entry WHERE billing_month = :month GROUP BY account_id) e
                 ON e.account_id = s.account_id
            WHERE s.billing_month = :month
              AND (COALESCE(e.charged, 0) <> b.amount_due OR s.amount_due <> b.amount_due
                   OR COALESCE(e.top_ups, 0) <> s.top_ups OR COALESCE(e.released, 0) <> s.released
                   OR COALESCE(e.frozen, 0) <> s.frozen
                   OR s.opening_balance + COALESCE(e.top_ups, 0) - COALESCE(e.charged, 0) <> s.balance_after)
            """, """
            SELECT s.account_id || ': opening balance ' || s.opening_balance || ', left before ' || a.balance
            FROM settlement s
            JOIN month_account a ON a.billing_month = s.billing_month AND a.take = :take AND a.account_id = s.account_id
            WHERE s.billing_month = :month AND (s.opening_balance <> a.balance OR s.released <> a.frozen)
            """, """
            SELECT b.account_id || ': has a bill, is neither settled nor parked'
            FROM bill b
            WHERE b.billing_month = :month
              AND NOT EXISTS (SELECT 1 FROM settlement s WHERE s.billing_month = b.billing_month AND s.account_id = b.account_id)
              AND NOT EXISTS (SELECT 1 FROM parked_account k WHERE k.billing_month = b.billing_month
                              AND k.account_id = b.account_id)
            """, """
            SELECT e.account_id || ': has postings, is not settled'
            FROM ledger_entry e
            WHERE e.billing_month = :month
              AND NOT EXISTS (SELECT 1 FROM settlement s WHERE s.billing_month = e.billing_month AND s.account_id = e.account_id)
            """);
    }

    private static List<String> totalsBalance() {
        return List.of("""
            SELECT 'trial balance: available and frozen ' || p.held || ', balances of the accounts ' || s.held
            FROM (SELECT COALESCE(SUM(CASE WHEN credit IN ('AVAILABLE', 'FROZEN') THEN amount ELSE 0 END
                                    - CASE WHEN debit IN ('AVAILABLE', 'FROZEN') THEN amount ELSE 0 END), 0) AS held
                  FROM ledger_entry WHERE billing_month = :month) p,
                 (SELECT COALESCE(SUM(balance_after - opening_balance), 0) AS held FROM settlement
                  WHERE billing_month = :month) s
            WHERE p.held <> s.held
            """, """
            SELECT 'counted top-ups ' || c.amount || ', posted ' || e.amount
            FROM (SELECT COALESCE(SUM(t.amount), 0) AS amount FROM counted_top_up c
                  JOIN top_up t ON t.top_up_id = c.top_up_id WHERE c.billing_month = :month) c,
                 (SELECT COALESCE(SUM(amount), 0) AS amount FROM ledger_entry
                  WHERE billing_month = :month AND kind = 'TOP_UP') e
            WHERE c.amount <> e.amount
            """);
    }

    private static List<String> freezesOnce() {
        return List.of("""
            SELECT f.account_id || ': the freeze of ' || f.billing_month || ' is not released'
            FROM freeze f
            WHERE f.billing_month < :month
              AND NOT EXISTS (SELECT 1 FROM freeze_release r WHERE r.freeze_month = f.billing_month
                              AND r.account_id = f.account_id AND r.amount = f.amount)
              AND NOT EXISTS (SELECT 1 FROM parked_account k WHERE k.billing_month = :month
                              AND k.account_id = f.account_id)
            """, """
            SELECT s.account_id || ': released ' || s.released || ', recorded ' || COALESCE(r.amount, 0)
            FROM settlement s
            LEFT JOIN freeze_release r ON r.freeze_month = :before AND r.account_id = s.account_id
                 AND r.billing_month = s.billing_month
            WHERE s.billing_month = :month AND s.released <> COALESCE(r.amount, 0)
            """, """
            SELECT s.account_id || ': frozen ' || s.frozen || ', recorded ' || COALESCE(f.amount, 0)
            FROM settlement s
            LEFT JOIN freeze f ON f.billing_month = s.billing_month AND f.account_id = s.account_id
            WHERE s.billing_month = :month AND s.frozen <> COALESCE(f.amount, 0)
            """, """
            SELECT e.account_id || ': released after the charge'
            FROM ledger_entry e
            JOIN ledger_entry c ON c.billing_month = e.billing_month AND c.account_id = e.account_id AND c.kind = 'CHARGE'
            WHERE e.billing_month = :month AND e.kind = 'RELEASE' AND e.entry_id > c.entry_id
            """);
    }
}
