package io.monthclose.store;

import io.monthclose.account.Account;
import io.monthclose.account.AccountId;
import io.monthclose.intake.MasterRecords;
import io.monthclose.intake.PrepaidPack;
import io.monthclose.intake.ReceivedTopUp;
import io.monthclose.ledger.TopUp;
import io.monthclose.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts, packs and top-ups as read, from month to month. */
public final class MasterStore {
    private final JdbcClient sql;
    private final BulkInsert bulk;

    /** A store on this database. */
    public MasterStore(JdbcTemplate jdbc) {
        this.sql = JdbcClient.create(jdbc);
        this.bulk = new BulkInsert(jdbc);
    }

    /** Every account as last read before a month, by id. */
    public Map<String, Account> accountsBefore(YearMonth month) {
        Map<String, Account> accounts = new TreeMap<>();
        sql.sql("SELECT account_id, name, opened_on, closed_on FROM account WHERE billing_month < ?"
                        + " ORDER BY account_id, billing_month")
                .param(month.toString())
                .query(MasterStore::account)
                .list()
                .forEach(account -> accounts.put(account.id().value(), account));
        return accounts;
    }

    /** Every pack that was read before a month, by id. */
    public Map<String, PrepaidPack> packsBefore(YearMonth month) {
        return byId(
                sql.sql("SELECT * FROM pack WHERE billing_month < ? ORDER BY pack_id")
                        .param(month.toString())
                        .query(MasterStore::pack)
                        .list(),
                PrepaidPack::packId);
    }

    /** Every top-up that was read before a month, by id. */
    public Map<String, ReceivedTopUp> topUpsBefore(YearMonth month) {
        return byId(
                sql.sql("SELECT * FROM top_up WHERE billing_month < ? ORDER BY top_up_id")
                        .param(month.toString())
                        .query(MasterStore::topUp)
                        .list(),
                received -> received.topUp().topUpId());
    }

    /** Keeps what is new or changed of what was read. */
    public void keep(
            YearMonth month,
            MasterRecords read,
            Map<String, Account> accounts,
            Map<String, PrepaidPack> packs,
            Map<String, ReceivedTopUp> topUps) {
        bulk.into(
                "account",
                "account_id,billing_month,name,opened_on,closed_on",
                read.accounts().stream()
                        .filter(account ->
                                !account.equals(accounts.get(account.id().value())))
                        .map(account -> new @Nullable Object[] {
                            account.id().value(),
                            month.toString(),
                            account.name(),
                            account.openedOn(),
                            account.closedOn()
                        })
                        .toList());
        bulk.into(
                "pack",
                "pack_id,billing_month,account_id,apis,calls,valid_from,valid_until",
                read.packs().stream()
                        .filter(pack -> !packs.containsKey(pack.packId()))
                        .map(pack -> packRow(month, pack))
                        .toList());
        bulk.into(
                "top_up",
                "top_up_id,billing_month,account_id,amount,received_at",
                read.topUps().stream()
                        .filter(received -> !topUps.containsKey(received.topUp().topUpId()))
                        .map(received -> topUpRow(month, received))
                        .toList());
    }

    private static Object[] packRow(YearMonth month, PrepaidPack pack) {
        return new Object[] {
            pack.packId(),
            month.toString(),
            pack.account().value(),
            String.join("|", pack.apis()),
            pack.calls(),
            InstantColumn.text(pack.validFrom()),
            InstantColumn.text(pack.validUntil())
        };
    }

    private static Object[] topUpRow(YearMonth month, ReceivedTopUp received) {
        return new Object[] {
            received.topUp().topUpId(),
            month.toString(),
            received.account().value(),
            received.topUp().amount().amount(),
            InstantColumn.text(received.topUp().receivedAt())
        };
    }

    static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                new AccountId(row.getString("account_id")),
                row.getString("name"),
                row.getObject("opened_on", LocalDate.class),
                row.getObject("closed_on", LocalDate.class));
    }

    static PrepaidPack pack(ResultSet row, int number) throws SQLException {
        return new PrepaidPack(
                row.getString("pack_id"),
                new AccountId(row.getString("account_id")),
                List.of(row.getString("apis").split("\\|", -1)),
                row.getLong("calls"),
                InstantColumn.instant(row.getString("valid_from")),
                InstantColumn.instant(row.getString("valid_until")));
    }

    static ReceivedTopUp topUp(ResultSet row, int number) throws SQLException {
        return new ReceivedTopUp(
                new AccountId(row.getString("account_id")),
                new TopUp(
                        row.getString("top_up_id"),
                        Money.of(row.getBigDecimal("amount")),
                        InstantColumn.instant(row.getString("received_at"))));
    }

    private static <T> Map<String, T> byId(List<T> rows, Function<T, String> id) {
        return rows.stream().collect(Collectors.toMap(id, Function.identity(), (first, _) -> first, TreeMap::new));
    }
}
