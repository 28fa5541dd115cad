package io.monthclose.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;

/** Inputs that have to be refused whole, each made from a good folder. */
enum WrongInput {
    NO_USAGE_FILE("", ""),
    USAGE_WITHOUT_A_COLUMN("usage-wrong.csv", "record_id,account_id,api,calls\n"),
    USAGE_WITH_A_COLUMN_MORE("usage-wrong.csv", "record_id,account_id,api,calls,occurred_at,more\n"),
    USAGE_WITHOUT_A_HEADER("usage-wrong.csv", ""),
    ACCOUNTS_WITH_AN_UNKNOWN_COLUMN("accounts.csv", "account_id,name,opened_on,closed\n"),
    ACCOUNTS_WITHOUT_A_HEADER("accounts.csv", ""),
    ACCOUNT_TWICE("accounts.csv", "account_id,name,opened_on,closed_on\nnew,N,MONTH-01,\nnew,N,MONTH-01,\n"),
    ACCOUNT_WITHOUT_A_NAME("accounts.csv", "account_id,name,opened_on,closed_on\nnew,,MONTH-01,\n"),
    ACCOUNT_CLOSED_BEFORE_IT_OPENS("accounts.csv", "account_id,name,opened_on,closed_on\nnew,N,MONTH-02,MONTH-02\n"),
    ACCOUNT_OPENED_ON_NO_DAY("accounts.csv", "account_id,name,opened_on,closed_on\nnew,N,2022-02-30,\n"),
    ACCOUNT_WITH_A_COLUMN_LESS("accounts.csv", "account_id,name,opened_on,closed_on\nnew,N,MONTH-01\n"),
    PACK_OF_NOBODY("prepaid-packs.csv", """
        pack_id,account_id,apis,calls,valid_from,valid_until
        new,nobody,DetectProduct,1,MONTH-01T00:00Z,MONTH-02T00:00Z
        """),
    PACK_OF_AN_UNKNOWN_API("prepaid-packs.csv", """
        pack_id,account_id,apis,calls,valid_from,valid_until
        new,nobody,Nothing,1,MONTH-01T00:00Z,MONTH-02T00:00Z
        """),
    TOP_UP_OF_NOBODY("top-ups.csv", "top_up_id,account_id,amount,received_at\nnew,nobody,1,MONTH-01T00:00Z\n"),
    TOP_UP_OF_NOTHING("top-ups.csv", "top_up_id,account_id,amount,received_at\nnew,nobody,0.00,MONTH-01T00:00Z\n"),
    TOP_UP_OF_A_TENTH_OF_A_CENT(
            "top-ups.csv", "top_up_id,account_id,amount,received_at\nnew,nobody,0.001,MONTH-01T00:00Z\n"),
    TOP_UPS_WITH_AN_EMPTY_LINE("top-ups.csv", "top_up_id,account_id,amount,received_at\n\n"),
    TOP_UPS_WITH_AN_OPEN_QUOTE("top-ups.csv", "top_up_id,account_id,amount,received_at\n\"new,nobody,1,now\n");

    private final String file;
    private final String content;

    WrongInput(String file, String content) {
        this.file = file;
        this.content = content;
    }

    void spoil(Path folder, YearMonth month) throws IOException {
        if (!file.isEmpty()) {
            Files.writeString(folder.resolve(file), content.replace("MONTH", month.toString()));
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> usage = files.filter(
                            path -> path.getFileName().toString().startsWith("usage"))
                    .toList();
            for (Path path : usage) {
                Files.delete(path);
            }
        }
    }
}
