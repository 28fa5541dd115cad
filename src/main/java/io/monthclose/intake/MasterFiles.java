package io.monthclose.intake;

import io.monthclose.account.Account;
import io.monthclose.period.BillingMonth;
import io.monthclose.problem.Faults;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads accounts, prepaid packs and top-ups. They are refused whole when any row is wrong, with every fault in one list
 * (contract, "Input folder").
 */
public final class MasterFiles {
    private final KnownMasters known;
    private final Faults faults = new Faults(ProblemCode.INPUT_REFUSED, "master files refused");
    private final MasterRows rows = new MasterRows(faults);
    private final MasterFields fields = new MasterFields(faults);
    /** The accounts that packs and top-ups may name: what is wrong with an account's own row is told there. */
    private final Set<String> accountIds = new HashSet<>();

    private boolean accountsRead = true;

    private MasterFiles(KnownMasters known) {
        this.known = known;
        this.accountIds.addAll(known.accounts().keySet());
    }

    /**
     * Reads the master files that are there.
     *
     * @throws ProblemException INPUT_REFUSED with every fault
     */
    public static MasterRecords read(InputFolder folder, KnownMasters known) {
        MasterFiles files = new MasterFiles(known);
        List<Account> accounts = new ArrayList<>();
        folder.accounts().ifPresent(file -> {
            OnceEach ids = new OnceEach("account_id", files.faults);
            files.accountsRead = files.rows.forEach(
                    file,
                    List.of("account_id", "name", "opened_on", "closed_on"),
                    (where, row) -> files.account(where, row, ids).ifPresent(accounts::add));
        });
        List<PrepaidPack> packs = new ArrayList<>();
        folder.packs().ifPresent(file -> {
            OnceEach ids = new OnceEach("pack_id", files.faults);
            files.rows.forEach(
                    file,
                    List.of("pack_id", "account_id", "apis", "calls", "valid_from", "valid_until"),
                    (where, row) -> files.pack(where, row, ids).ifPresent(packs::add));
        });
        List<ReceivedTopUp> topUps = new ArrayList<>();
        folder.topUps().ifPresent(file -> {
            OnceEach ids = new OnceEach("top_up_id", files.faults);
            files.rows.forEach(
                    file,
                    List.of("top_up_id", "account_id", "amount", "received_at"),
                    (where, row) -> files.topUp(where, row, ids).ifPresent(topUps::add));
        });
        files.faults.throwIfAny();
        return new MasterRecords(accounts, packs, topUps);
    }

    private Optional<Account> account(String where, List<String> row, OnceEach ids) {
        ids.add(where, row.getFirst());
        accountIds.add(row.getFirst());
        Optional<Account> account = fields.account(where, row);
        account.ifPresent(read -> {
            Account before = known.accounts().get(read.id().value());
            for (BillingMonth month : known.closedMonths()) {
                boolean was = before != null && before.openIn(month);
                if (was != read.openIn(month)) {
                    faults.add(
                            where,
                            "account " + read.id().value() + " was " + (was ? "" : "not ") + "open in " + month
                                    + ", which is closed; its dates may not change that");
                    break;
                }
            }
        });
        return account;
    }

    private Optional<PrepaidPack> pack(String where, List<String> row, OnceEach ids) {
        ids.add(where, row.getFirst());
        checkAccount(where, row.get(1));
        checkApis(where, row.get(2));
        Optional<PrepaidPack> pack = fields.pack(where, row);
        pack.filter(read -> !known.packs().getOrDefault(read.packId(), read).equals(read))
                .ifPresent(read -> faults.add(
                        where, "pack " + read.packId() + " is known with other content; packs never change"));
        return pack;
    }

    private Optional<ReceivedTopUp> topUp(String where, List<String> row, OnceEach ids) {
        ids.add(where, row.getFirst());
        checkAccount(where, row.get(1));
        Optional<ReceivedTopUp> topUp = fields.topUp(where, row);
        topUp.filter(read -> !known.topUps()
                        .getOrDefault(read.topUp().topUpId(), read)
                        .equals(read))
                .ifPresent(read -> faults.add(
                        where,
                        "top-up " + read.topUp().topUpId() + " is known with other content; top-ups never change"));
        return topUp;
    }

    private void checkAccount(String where, String accountId) {
        if (accountsRead && !accountIds.contains(accountId)) {
            faults.add(where, "no such account '" + MasterFields.shown(accountId) + "'");
        }
    }

    private void checkApis(String where, String joined) {
        OnceEach apis = new OnceEach("api", faults);
        for (String api : joined.split("\\|", -1)) {
            apis.add(where, api);
            if (!known.apis().contains(api)) {
                faults.add(where, "no such API in the price book '" + MasterFields.shown(api) + "'");
            } else if (!known.prepaidApis().contains(api)) {
                faults.add(where, "API " + api + " has no prepaid packs");
            }
        }
    }
}
