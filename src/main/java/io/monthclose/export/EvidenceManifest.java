package io.monthclose.export;

import io.monthclose.seal.SealStatement;
import io.monthclose.seal.SealStatement.ClosedBy;
import io.monthclose.store.HistoryStore;
import io.monthclose.store.MonthRow;
import io.monthclose.store.SealedMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code manifest.json} of an evidence pack: what it is of, who closed the month with what and why, and what lies in it. Neither root
 * nor seal stands for it: each of its characters follows from the other entries, so nothing may be in it that they do not say.
 */
final class EvidenceManifest {
    private EvidenceManifest() {}

    static byte[] render(
            JdbcTemplate jdbc, MonthRow month, SealedMonth sealed, SealStatement seal, List<WrittenFile> entries) {
        MonthFacts facts = MonthFacts.read(jdbc, month);
        MonthReport report =
                facts.report(new ReportQueries(JdbcClient.create(jdbc), month), new ApiFigures(), Optional.empty());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("format", "month-close evidence, format 1");
        json.put("root", sealed.root());
        json.put("previous_root", sealed.previousRoot());
        json.put("seal", sealed.seal());
        json.put("previous_seal", sealed.previousSeal());
        json.put("program", program(seal.closedBy()));
        json.put("closed_by", closedBy(new HistoryStore(jdbc), month, seal.closedBy()));
        json.putAll(SettlementJson.settled(facts, report));
        json.put("entries", SettlementJson.files(entries));
        return JsonText.of(json);
    }

    private static Map<String, @Nullable Object> program(ClosedBy closedBy) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", closedBy.version());
        json.put("build_sha256", closedBy.build().equals(ClosedBy.NO_BUILD) ? null : closedBy.build());
        return json;
    }

    /** The launch that closed the month; what it did is in the history. */
    private static Map<String, @Nullable Object> closedBy(HistoryStore history, MonthRow month, ClosedBy closedBy) {
        HistoryStore.Launch launch = history.launches(Optional.of(month.month().toString())).stream()
                .filter(known -> known.launchId() == closedBy.launch())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("launch " + closedBy.launch() + " is not in the history"));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("launch", launch.launchId());
        json.put("command", launch.command());
        json.put("operator", launch.operator());
        json.put("os_user", launch.osUser());
        json.put("host", launch.host());
        json.put("program_version", launch.programVersion());
        json.put("options", launch.options());
        json.put("started_at", launch.startedAt().toString());
        return json;
    }
}
