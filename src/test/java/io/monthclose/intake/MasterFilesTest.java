package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.account.Account;
import io.monthclose.account.AccountId;
import io.monthclose.ledger.TopUp;
import io.monthclose.money.Money;
import io.monthclose.period.BillingMonth;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts, packs and top-ups: taken as they are, or refused whole with every fault (contract, "Input folder"). */
class MasterFilesTest {
    private static final String ACCOUNTS = "account_id,name,opened_on,closed_on\n";
    private static final String PACKS = "pack_id,account_id,apis,calls,valid_from,valid_until\n";
    private static final String TOP_UPS = "top_up_id,account_id,amount,received_at\n";
    private static final String FROM = "2022-09-01T00:00:00+08:00";
    private static final String UNTIL = "2023-09-01T00:00:00+08:00";
    private static final ZoneId ZONE = ZoneId.of("+08:00");
    private static final BillingMonth AUGUST = BillingMonth.parse("2022-08", ZONE);

    private static final Account KNOWN = IntakeExample.account("K1", LocalDate.of(2022, 8, 15), null);
    private static final PrepaidPack KNOWN_PACK = new PrepaidPack(
            "P1",
            new AccountId("K1"),
            List.of("DetectProduct", "RecognizeCar"),
            1000,
            Instant.parse("2022-08-31T16:00:00Z"),
            Instant.parse("2023-08-31T16:00:00Z"));
    private static final ReceivedTopUp KNOWN_TOP_UP = new ReceivedTopUp(
            new AccountId("K1"), new TopUp("T1", Money.ofCents(10_050), Instant.parse("2022-08-20T00:00:00Z")));

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void the_folder_has_usage() throws IOException {
        write("usage.csv", IntakeExample.HEADER + "\n");
    }

    // What is taken.

    @Test
    void each_file_may_be_missing() {
        assertThat(read()).isEqualTo(new MasterRecords(List.of(), List.of(), List.of()));
    }

    @Test
    void a_file_may_have_nothing_but_its_header() throws IOException {
        write("accounts.csv", ACCOUNTS);
        write("prepaid-packs.csv", PACKS.strip());
        write("top-ups.csv", "\uFEFF" + TOP_UPS.strip() + "\r\n");

        assertThat(read()).isEqualTo(new MasterRecords(List.of(), List.of(), List.of()));
    }

    @Test
    void rows_are_taken_in_their_order_by_the_names_of_the_columns() throws IOException {
        write(
                "accounts.csv",
                "closed_on,opened_on,name,account_id\n"
                        + ",2022-09-01,\"Blue, \"\"Whale\"\"\",N2\n"
                        + "2022-09-02,2022-09-01,x,N1");
        write(
                "prepaid-packs.csv",
                PACKS + "P2,N1,RecognizeCar|DetectProduct,1,2022-09-01T00:00Z,2022-09-01T00:00:00.000000001Z\n");
        write(
                "top-ups.csv",
                TOP_UPS + "T2,N2,0.01," + FROM + "\nT3,K1,999999999999999.99," + FROM + "\nT4,K1,7," + FROM
                        + "\nT5,K1,007.5," + FROM + "\n");

        MasterRecords read = read();

        assertThat(read.accounts())
                .containsExactly(
                        new Account(new AccountId("N2"), "Blue, \"Whale\"", LocalDate.of(2022, 9, 1), null),
                        new Account(new AccountId("N1"), "x", LocalDate.of(2022, 9, 1), LocalDate.of(2022, 9, 2)));
        assertThat(read.packs())
                .containsExactly(new PrepaidPack(
                        "P2",
                        new AccountId("N1"),
                        List.of("DetectProduct", "RecognizeCar"),
                        1,
                        Instant.parse("2022-09-01T00:00:00Z"),
                        Instant.parse("2022-09-01T00:00:00.000000001Z")));
        assertThat(read.topUps())
                .extracting(received -> received.topUp().amount())
                .containsExactly(
                        Money.ofCents(1),
                        Money.ofCents(99_999_999_999_999_999L),
                        Money.ofCents(700),
                        Money.ofCents(750));
    }

    @Test
    void what_is_known_may_be_repeated_and_an_account_may_be_updated() throws IOException {
        write("accounts.csv", ACCOUNTS + "K1,Another name,2022-08-15,2022-09-10\n");
        write("prepaid-packs.csv", PACKS + "P1,K1,RecognizeCar|DetectProduct,1000,2022-08-31T16:00Z," + UNTIL + "\n");
        write("top-ups.csv", TOP_UPS + "T1,K1,100.5,2022-08-20T08:00:00.0+08:00\n");

        MasterRecords read = read();

        assertThat(read.accounts()).extracting(Account::name).containsExactly("Another name");
        assertThat(read.packs()).containsExactly(KNOWN_PACK);
        assertThat(read.topUps()).containsExactly(KNOWN_TOP_UP);
    }

    @Test
    void a_name_has_1_to_200_characters_whatever_they_take() throws IOException {
        String bmp = "蓝".repeat(200);
        String beyond = "😀".repeat(200);
        write(
                "accounts.csv",
                ACCOUNTS + "N1," + bmp + ",2022-09-01,\nN2," + beyond + ",2022-09-01,\nN3, ,2022-09-01,\n");

        assertThat(read().accounts()).extracting(Account::name).containsExactly(bmp, beyond, " ");
    }

    @Test
    void ids_have_1_to_64_characters() throws IOException {
        String longest = "x".repeat(64);
        write("accounts.csv", ACCOUNTS + longest + ",x,2022-09-01,\n.,x,2022-09-01,\n");
        write(
                "prepaid-packs.csv",
                PACKS + longest + "," + longest + ",DetectProduct,999999999999999," + FROM + "," + UNTIL);

        MasterRecords read = read();

        assertThat(read.accounts()).hasSize(2);
        assertThat(read.packs()).extracting(PrepaidPack::calls).containsExactly(999_999_999_999_999L);
    }

    // What is refused.

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
        A 1,x,2022-09-01,;              account_id 'A 1' is not 1 to 64 of A-Z a-z 0-9 . _ : -
        ,x,2022-09-01,;                 account_id '' is not 1 to 64 of A-Z a-z 0-9 . _ : -
        商,x,2022-09-01,;                account_id '商' is not 1 to 64 of A-Z a-z 0-9 . _ : -
        A1,,2022-09-01,;                name of 0 characters, expected 1 to 200
        A1,x,2022-9-01,;                opened_on '2022-9-01' is not a date like 2022-09-30
        A1,x,2022-02-29,;               opened_on '2022-02-29' is not a date like 2022-09-30
        A1,x,2022-04-31,;               opened_on '2022-04-31' is not a date like 2022-09-30
        A1,x,2022-13-01,;               opened_on '2022-13-01' is not a date like 2022-09-30
        A1,x,0000-01-01,;               opened_on '0000-01-01' is not a date like 2022-09-30
        A1,x,２０２２-09-01,;               opened_on '２０２２-09-01' is not a date like 2022-09-30
        A1,x, 2022-09-01,;              opened_on ' 2022-09-01' is not a date like 2022-09-30
        A1,x,2022-09-01T00:00Z,;        opened_on '2022-09-01T00:00Z' is not a date like 2022-09-30
        A1,x,,;                         opened_on '' is not a date like 2022-09-30
        A1,x,2022-09-01,tomorrow;       closed_on 'tomorrow' is not a date like 2022-09-30
        A1,x,2022-09-01,2022-09-31;     closed_on '2022-09-31' is not a date like 2022-09-30
        A1,x,2022-09-02,2022-09-02;     closed_on 2022-09-02 is not after opened_on 2022-09-02
        A1,x,2022-09-02,2022-09-01;     closed_on 2022-09-01 is not after opened_on 2022-09-02
        A1,x,2022-09-01;                4 columns expected, 3 found
        A1,x,2022-09-01,,;              4 columns expected, 5 found
        A1,"x,2022-09-01,;              a quote is not closed on its line
        A1,x"y,2022-09-01,;             misplaced quote
        ~~;                             empty line
        # a comment;                    4 columns expected, 1 found
        """)
    void an_account_that_is_wrong_says_what_and_where(String row, String fault) throws IOException {
        write("accounts.csv", ACCOUNTS + "A9,fine,2022-09-01,\n" + row + "\n");

        assertRefused("accounts.csv line 3: " + fault);
    }

    @Test
    void a_name_over_200_characters_is_refused() throws IOException {
        write("accounts.csv", ACCOUNTS + "N1," + "😀".repeat(201) + ",2022-09-01,\n");

        assertRefused("accounts.csv line 2: name of 201 characters, expected 1 to 200");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        2022-09-01,           ; 2022-08
        2022-08-15,2022-08-20 ; none
        2022-08-01,           ; none
        2022-08-31,2022-09-01 ; none
        2021-01-01,           ; none
        2022-07-01,2022-08-01 ; 2022-08
        """)
    void the_dates_of_a_known_account_may_not_change_that_it_was_open_in_a_closed_month(String dates, String month)
            throws IOException {
        write("accounts.csv", ACCOUNTS + "K1,x," + dates + "\n");

        if (month.equals("none")) {
            assertThat(read().accounts()).hasSize(1);
        } else {
            assertRefused("accounts.csv line 2: account K1 was open in " + month
                    + ", which is closed; its dates may not change that");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        2022-08-31,           ; refused
        2022-08-01,2022-08-02 ; refused
        2022-07-01,2022-08-01 ; taken
        2022-09-01,           ; taken
        """)
    void a_new_account_may_not_have_been_open_in_a_closed_month(String dates, String outcome) throws IOException {
        write("accounts.csv", ACCOUNTS + "N1,x," + dates + "\n");

        if (outcome.equals("taken")) {
            assertThat(read().accounts()).hasSize(1);
        } else {
            assertRefused("accounts.csv line 2: account N1 was not open in 2022-08, which is closed; its dates may not"
                    + " change that");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '~', textBlock = """
        P 2,K1,DetectProduct,1,FROM,UNTIL@                       pack_id 'P 2' is not 1 to 64 of A-Z a-z 0-9 . _ : -
        P2,K2,DetectProduct,1,FROM,UNTIL@                        no such account 'K2'
        P2,,DetectProduct,1,FROM,UNTIL@                          no such account ''
        P2,K1,Detect,1,FROM,UNTIL@                               no such API in the price book 'Detect'
        P2,K1,,1,FROM,UNTIL@                                     no such API in the price book ''
        P2,K1,DetectProduct|,1,FROM,UNTIL@                       no such API in the price book ''
        P2,K1,detectproduct,1,FROM,UNTIL@                        no such API in the price book 'detectproduct'
        P2,K1,"DetectProduct,RecognizeCar",1,FROM,UNTIL@         no such API in the price book 'DetectProduct,RecognizeCar'
        P2,K1,DetectProduct|RecognizeCar|DetectProduct,1,FROM,UNTIL@ api 'DetectProduct' comes twice, first in prepaid-packs.csv line 2
        P2,K1,CropImage,1,FROM,UNTIL@                            API CropImage has no prepaid packs
        P2,K1,DetectProduct|CropImage,1,FROM,UNTIL@              API CropImage has no prepaid packs
        P2,K1,DetectProduct,0,FROM,UNTIL@                        calls '0' is not 1 to 999999999999999
        P2,K1,DetectProduct,000,FROM,UNTIL@                      calls '000' is not 1 to 999999999999999
        P2,K1,DetectProduct,1000000000000000,FROM,UNTIL@         calls '1000000000000000' is not 1 to 999999999999999
        P2,K1,DetectProduct,-1,FROM,UNTIL@                       calls '-1' is not 1 to 999999999999999
        P2,K1,DetectProduct,1e3,FROM,UNTIL@                      calls '1e3' is not 1 to 999999999999999
        P2,K1,DetectProduct,１,FROM,UNTIL@                        calls '１' is not 1 to 999999999999999
        P2,K1,DetectProduct,,FROM,UNTIL@                         calls '' is not 1 to 999999999999999
        P2,K1,DetectProduct,1,2022-09-01,UNTIL@                  valid_from '2022-09-01' is not an instant like 2022-09-30T23:59:59+08:00
        P2,K1,DetectProduct,1,FROM,@                             valid_until '' is not an instant like 2022-09-30T23:59:59+08:00
        P2,K1,DetectProduct,1,FROM,2022-09-01T24:00:00Z@         valid_until '2022-09-01T24:00:00Z' is not an instant like 2022-09-30T23:59:59+08:00
        P2,K1,DetectProduct,1,FROM,9999-12-31T23:59:59-00:01@    valid_until '9999-12-31T23:59:59-00:01' is not an instant like 2022-09-30T23:59:59+08:00
        P2,K1,DetectProduct,1,0000-01-01T00:00:00+00:01,UNTIL@   valid_from '0000-01-01T00:00:00+00:01' is not an instant like 2022-09-30T23:59:59+08:00
        P2,K1,DetectProduct,1,FROM,FROM@                         valid_from FROM is not before valid_until FROM
        P2,K1,DetectProduct,1,UNTIL,FROM@                        valid_from UNTIL is not before valid_until FROM
        P2,K1,DetectProduct,1,FROM@                              6 columns expected, 5 found
        P1,K1,DetectProduct|RecognizeCar,1001,FROM,UNTIL@        pack P1 is known with other content; packs never change
        P1,K1,DetectProduct,1000,FROM,UNTIL@                     pack P1 is known with other content; packs never change
        P1,K1,DetectProduct|RecognizeCar,1000,FROM,2023-09-01T00:00:01+08:00@ pack P1 is known with other content; packs never change
        """)
    void a_pack_that_is_wrong_says_what_and_where(String row, String fault) throws IOException {
        write("prepaid-packs.csv", PACKS + filled(row) + "\n");

        assertRefused("prepaid-packs.csv line 2: " + filled(fault));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '~', textBlock = """
        T/2,K1,1,FROM@               top_up_id 'T/2' is not 1 to 64 of A-Z a-z 0-9 . _ : -
        T2,K2,1,FROM@                no such account 'K2'
        T2,k1,1,FROM@                no such account 'k1'
        T2,K1,0,FROM@                amount '0' is not above 0 with at most 2 decimals and 15 digits before them
        T2,K1,0.00,FROM@             amount '0.00' is not above 0 with at most 2 decimals and 15 digits before them
        T2,K1,-1,FROM@               amount '-1' is not above 0 with at most 2 decimals and 15 digits before them
        T2,K1,+1,FROM@               amount '+1' is not above 0 with at most 2 decimals and 15 digits before them
        T2,K1,0.001,FROM@            amount '0.001' is not above 0 with at most 2 decimals and 15 digits before them
        T2,K1,1.000,FROM@            amount '1.000' is not above 0 with at most 2 decimals and 15 digits before them
        T2,K1,1.,FROM@               amount '1.' is not above 0 with at most 2 decimals and 15 digits before them
        T2,K1,.5,FROM@               amount '.5' is not above 0 with at most 2 decimals and 15 digits before them
        T2,K1,1e20000000,FROM@       amount '1e20000000' is not above 0 with at most 2 decimals and 15 digits before them
        T2,K1,"1,000",FROM@          amount '1,000' is not above 0 with at most 2 decimals and 15 digits before them
        T2,K1,１,FROM@                amount '１' is not above 0 with at most 2 decimals and 15 digits before them
        T2,K1,1000000000000000,FROM@ amount '1000000000000000' is not above 0 with at most 2 decimals and 15 digits before them
        T2,K1,,FROM@                 amount '' is not above 0 with at most 2 decimals and 15 digits before them
        T2,K1,1,2022-09-01@          received_at '2022-09-01' is not an instant like 2022-09-30T23:59:59+08:00
        T2,K1,1@                     4 columns expected, 3 found
        T1,K1,100.51,FROM@           top-up T1 is known with other content; top-ups never change
        T1,K1,100.50,FROM@           top-up T1 is known with other content; top-ups never change
        """)
    void a_top_up_that_is_wrong_says_what_and_where(String row, String fault) throws IOException {
        write("top-ups.csv", TOP_UPS + filled(row) + "\n");

        assertRefused("top-ups.csv line 2: " + filled(fault));
    }

    @Test
    void an_id_comes_once_in_a_file_even_with_the_same_content() throws IOException {
        write("accounts.csv", ACCOUNTS + "N1,x,2022-09-01,\nN2,x,2022-09-01,\nN1,x,2022-09-01,\n");
        write(
                "prepaid-packs.csv",
                PACKS + filled("P2,K1,DetectProduct,1,FROM,UNTIL\n").repeat(2));
        write("top-ups.csv", TOP_UPS + filled("T2,K1,1,FROM\n").repeat(3));

        assertRefused(
                "accounts.csv line 4: account_id 'N1' comes twice, first in accounts.csv line 2",
                "prepaid-packs.csv line 3: pack_id 'P2' comes twice, first in prepaid-packs.csv line 2",
                "top-ups.csv line 3: top_up_id 'T2' comes twice, first in top-ups.csv line 2",
                "top-ups.csv line 4: top_up_id 'T2' comes twice, first in top-ups.csv line 2");
    }

    @Test
    void every_fault_of_every_file_is_in_one_list() throws IOException {
        write("accounts.csv", ACCOUNTS + "A 1,,yesterday,tomorrow\n\nA2,x,2022-09-01,\nA2,y,2022-09-02,2022-09-01\n");
        write("prepaid-packs.csv", PACKS + "P 2,nobody,Detect|CropImage|Detect,0,then,now\nP2\n");
        write("top-ups.csv", TOP_UPS + "T 2,nobody,0,once\n");

        assertRefused(
                "accounts.csv line 2: account_id 'A 1' is not 1 to 64 of A-Z a-z 0-9 . _ : -",
                "accounts.csv line 2: name of 0 characters, expected 1 to 200",
                "accounts.csv line 2: opened_on 'yesterday' is not a date like 2022-09-30",
                "accounts.csv line 2: closed_on 'tomorrow' is not a date like 2022-09-30",
                "accounts.csv line 3: empty line",
                "accounts.csv line 5: account_id 'A2' comes twice, first in accounts.csv line 4",
                "accounts.csv line 5: closed_on 2022-09-01 is not after opened_on 2022-09-02",
                "prepaid-packs.csv line 2: no such account 'nobody'",
                "prepaid-packs.csv line 2: no such API in the price book 'Detect'",
                "prepaid-packs.csv line 2: API CropImage has no prepaid packs",
                "prepaid-packs.csv line 2: api 'Detect' comes twice, first in prepaid-packs.csv line 2",
                "prepaid-packs.csv line 2: no such API in the price book 'Detect'",
                "prepaid-packs.csv line 2: pack_id 'P 2' is not 1 to 64 of A-Z a-z 0-9 . _ : -",
                "prepaid-packs.csv line 2: calls '0' is not 1 to 999999999999999",
                "prepaid-packs.csv line 2: valid_from 'then' is not an instant like 2022-09-30T23:59:59+08:00",
                "prepaid-packs.csv line 2: valid_until 'now' is not an instant like 2022-09-30T23:59:59+08:00",
                "prepaid-packs.csv line 3: 6 columns expected, 1 found",
                "top-ups.csv line 2: no such account 'nobody'",
                "top-ups.csv line 2: top_up_id 'T 2' is not 1 to 64 of A-Z a-z 0-9 . _ : -",
                "top-ups.csv line 2: amount '0' is not above 0 with at most 2 decimals and 15 digits before them",
                "top-ups.csv line 2: received_at 'once' is not an instant like 2022-09-30T23:59:59+08:00");
    }

    @Test
    void a_broken_header_is_one_fault_beside_those_of_the_other_files() throws IOException {
        write("accounts.csv", "account_id,name,opened_on\nA1,x,2022-09-01\n");
        write("prepaid-packs.csv", "");
        write("top-ups.csv", TOP_UPS + "T2,A1,0," + FROM + "\n");

        assertRefused(
                "accounts.csv line 1: column closed_on is missing",
                "prepaid-packs.csv line 1: empty line, expected the header"
                        + " pack_id,account_id,apis,calls,valid_from,valid_until",
                "top-ups.csv line 2: amount '0' is not above 0 with at most 2 decimals and 15 digits before them");
    }

    @Test
    void an_account_that_is_refused_itself_is_not_unknown_to_its_packs_and_top_ups() throws IOException {
        write("accounts.csv", ACCOUNTS + "N1,x,2022-02-30,\n");
        write("prepaid-packs.csv", PACKS + filled("P2,N1,DetectProduct,1,FROM,UNTIL\n"));
        write("top-ups.csv", TOP_UPS + filled("T2,N1,1,FROM\n"));

        assertRefused("accounts.csv line 2: opened_on '2022-02-30' is not a date like 2022-09-30");
    }

    @Test
    void bytes_that_are_not_UTF_8_are_a_fault() throws IOException {
        Files.write(
                folder.resolve("accounts.csv"), (ACCOUNTS + "N1,蓝鲸,2022-09-01,\n").getBytes(Charset.forName("GBK")));

        assertRefused("accounts.csv line 2: not valid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\u0007y", "x\u001B[2Jy", "x\ry"})
    void a_field_is_shown_without_its_control_characters(String id) throws IOException {
        write("accounts.csv", ACCOUNTS + id + ",x,2022-09-01,\n");

        assertThat(refused().getMessage())
                .doesNotContainPattern("\\p{Cntrl}")
                .startsWith("master files refused: accounts.csv line 2: account_id 'x?");
    }

    @Test
    void of_a_long_field_only_the_beginning_is_shown() throws IOException {
        write("accounts.csv", ACCOUNTS + "x".repeat(100_000) + ",x,2022-09-01,\n");

        assertRefused(
                "accounts.csv line 2: account_id '" + "x".repeat(80) + "…' is not 1 to 64 of A-Z a-z 0-9 . _ : -");
    }

    private void assertRefused(String... faults) {
        ProblemException refused = refused();
        assertThat(refused.code()).isEqualTo(ProblemCode.INPUT_REFUSED);
        if (faults.length == 1) {
            assertThat(refused).hasMessage("master files refused: " + faults[0]);
            assertThat(refused.faults()).isEmpty();
        } else {
            assertThat(refused.faults()).containsExactly(faults);
            assertThat(refused).hasMessage("master files refused (" + faults.length + " faults)");
        }
    }

    private ProblemException refused() {
        return catchThrowableOfType(ProblemException.class, this::read);
    }

    private MasterRecords read() {
        return MasterFiles.read(
                InputFolder.open(folder),
                new KnownMasters(
                        Map.of("K1", KNOWN),
                        Map.of("P1", KNOWN_PACK),
                        Map.of("T1", KNOWN_TOP_UP),
                        Set.of("DetectProduct", "RecognizeCar"),
                        Set.of("DetectProduct", "RecognizeCar", "CropImage"),
                        List.of(AUGUST)));
    }

    private void write(String name, String text) throws IOException {
        Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String filled(String row) {
        return row.replace("FROM", FROM).replace("UNTIL", UNTIL);
    }
}
