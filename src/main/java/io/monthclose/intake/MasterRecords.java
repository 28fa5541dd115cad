package io.monthclose.intake;

import io.monthclose.account.Account;
import java.util.List;

/**
 * What the master files say, in the order of their rows.
 *
 * @param accounts new and known ones
 * @param packs new and known ones
 * @param topUps new and known ones
 */
public record MasterRecords(List<Account> accounts, List<PrepaidPack> packs, List<ReceivedTopUp> topUps) {
    /** Copies the lists. */
    public MasterRecords {
        accounts = List.copyOf(accounts);
        packs = List.copyOf(packs);
        topUps = List.copyOf(topUps);
    }
}
