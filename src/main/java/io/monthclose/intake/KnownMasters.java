package io.monthclose.intake;

import io.monthclose.account.Account;
import io.monthclose.period.BillingMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the book knows before the master files are read.
 *
 * @param accounts by id, as last read
 * @param packs by id
 * @param topUps by id
 * @param prepaidApis API codes that a pack may cover
 * @param apis all API codes of the price book
 * @param closedMonths the months that no account's presence may change in
 */
public record KnownMasters(
        Map<String, Account> accounts,
        Map<String, PrepaidPack> packs,
        Map<String, ReceivedTopUp> topUps,
        Set<String> prepaidApis,
        Set<String> apis,
        List<BillingMonth> closedMonths) {}
