package io.monthclose.rating;

import io.monthclose.period.BillingMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The account's prepaid packs in the order of deduction: earliest {@code validUntil}, then earliest
 * {@code validFrom}, then id (rules, "Deduction" 2). Packs used up or expired before the month are left out.
 */
final class Packs {
    private static final Comparator<PackBalance> DEDUCTION_ORDER = Comparator.comparing(PackBalance::validUntil)
            .thenComparing(PackBalance::validFrom)
            .thenComparing(PackBalance::packId);

    private final BillingMonth month;
    private final List<Pack> inOrder = new ArrayList<>();

    Packs(BillingMonth month, List<PackBalance> packs) {
        this.month = month;
        packs.stream()
                .filter(pack -> pack.opening() > 0 && !pack.validUntil().isBefore(month.start()))
                .sorted(DEDUCTION_ORDER)
                .forEach(pack -> inOrder.add(new Pack(pack, Allowance.ofPack(pack))));
    }

    private record Pack(PackBalance balance, Allowance allowance) {}

    /** The packs that cover an API, in the order of deduction. */
    List<Allowance> covering(String api) {
        return inOrder.stream()
                .filter(pack -> pack.balance().apis().contains(api))
                .map(Pack::allowance)
                .toList();
    }

    /** What became of each, by id. */
    List<PackMovement> movements() {
        return inOrder.stream()
                .map(this::movement)
                .sorted(Comparator.comparing(PackMovement::packId))
                .toList();
    }

    private PackMovement movement(Pack pack) {
        long opening = pack.balance().opening();
        long left = pack.allowance().left();
        long forfeited = month.contains(pack.balance().validUntil()) ? left : 0;
        return new PackMovement(pack.balance().packId(), opening, opening - left, forfeited, left - forfeited);
    }
}
