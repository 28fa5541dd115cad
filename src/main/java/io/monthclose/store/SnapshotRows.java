package io.monthclose.store;

import io.monthclose.intake.Header;
import io.monthclose.intake.PrepaidPack;
import io.monthclose.intake.RejectedRow;
import io.monthclose.intake.Segment;
import io.monthclose.intake.Slice;
import io.monthclose.usage.LateUsage;
import org.jspecify.annotations.Nullable;

/** The rows of a snapshot as they are kept, each value in the order of the columns that {@link SnapshotStore} names. */
final class SnapshotRows {
    private SnapshotRows() {}

    static @Nullable Object[] inputRow(Take take, TakenInput input) {
        Header header = input.header();
        return new @Nullable Object[] {
            take.month().toString(),
            take.number(),
            input.role().name(),
            input.file(),
            input.name(),
            input.bytes(),
            input.lines(),
            input.sha256(),
            header == null ? null : String.join(",", header.columns()),
            input.content()
        };
    }

    static Object[] sliceRow(Take take, Slice slice) {
        return new Object[] {
            take.month().toString(),
            take.number(),
            slice.number(),
            slice.file(),
            slice.fromByte(),
            slice.untilByte(),
            slice.firstLine(),
            slice.lines(),
            slice.sha256()
        };
    }

    static @Nullable Object[] accountRow(Take take, MonthAccount account) {
        return new @Nullable Object[] {
            take.month().toString(),
            take.number(),
            account.bucket(),
            account.account().id().value(),
            account.due(),
            account.account().name(),
            account.account().openedOn(),
            account.account().closedOn(),
            account.opening().balance().amount(),
            account.opening().frozen().amount()
        };
    }

    static Object[] packRow(Take take, SnapshotStore.BucketPack pack) {
        PrepaidPack prepaid = pack.pack().pack();
        return new Object[] {
            take.month().toString(),
            take.number(),
            pack.bucket(),
            prepaid.account().value(),
            prepaid.packId(),
            String.join("|", prepaid.apis()),
            prepaid.calls(),
            InstantColumn.text(prepaid.validFrom()),
            InstantColumn.text(prepaid.validUntil()),
            pack.pack().opening()
        };
    }

    static Object[] segmentRow(Take take, int slice, Segment segment) {
        return new Object[] {
            take.month().toString(),
            take.number(),
            segment.bucket(),
            slice,
            segment.rows(),
            segment.bytes(),
            segment.sha256()
        };
    }

    static @Nullable Object[] rejectRow(Take take, RejectedRow reject) {
        LateUsage late = reject.late();
        return new @Nullable Object[] {
            take.month().toString(),
            take.number(),
            reject.origin().file(),
            reject.origin().line(),
            reject.reason().name(),
            reject.detail(),
            reject.raw(),
            reject.rawBytes(),
            reject.rawSha256(),
            late == null ? null : late.month().toString(),
            late == null ? null : late.calls()
        };
    }
}
