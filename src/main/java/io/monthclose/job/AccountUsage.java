package io.monthclose.job;

import io.monthclose.intake.AccountRows;
import io.monthclose.store.MonthAccount;
import io.monthclose.store.MonthPack;
import java.util.List;

/**
 * The item of {@code rateAccounts}: an account with its month of usage.
 *
 * @param account the account
 * @param rows its kept rows, duplicates and conflicts still in, by file and line
 * @param packs its packs with calls left
 */
record AccountUsage(MonthAccount account, AccountRows rows, List<MonthPack> packs) {}
