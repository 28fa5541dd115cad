import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Checks what Month Close gives out to prove a closed month: an evidence pack ({@code evidence-2022-09.zip}) or the proof of one
 * account ({@code proof-2022-09-A.txt}). Needs a JDK from 17 on and nothing else, not the program, not its database:
 *
 * <pre>java CheckEvidence.java FILE [--root HEX] [--seal HEX]</pre>
 *
 * The file is checked against itself to the last byte. That it is the month that was closed, and not another that somebody made up
 * whole, is told by what was noted when the month was closed. The root stands for documents, rejects, price book and inputs. The
 * seal stands for all of a pack, as it names the root: for the history, too, for who closed the month with what program, and for
 * every figure of settlement.json. A proof has no seal.
 *
 * <p>Ends with 0 when all holds and it belongs to the root or the seal that was given, 1 when something does not hold, 2 on wrong
 * use, 3 when all holds and nothing was given to compare it with, 4 when the file cannot be read.
 */
public final class CheckEvidence {
    private static final int MOST_TOLD = 100;

    /** More than any month has: what is larger was made to wear the checker out, and is refused before it is taken in. */
    private static final int MOST_ENTRIES = 40;

    private static final int MOST_TEXT = 1 << 26;
    private static final int MOST_PROOF = 1 << 28;
    private static final int MOST_ROW = 1 << 20;
    private static final int MOST_DIGITS = 40;

    private static final String ZEROS = "0".repeat(64);

    /** Documents with rows of accounts, in the order in which a leaf has them, with their columns. */
    private static final Map<String, String> DOCUMENTS = new LinkedHashMap<>();

    static {
        DOCUMENTS.put(
                "bills.csv", "month,account_id,bill_id,currency,lines_total,rounding,amount_due,balance_after,status");
        DOCUMENTS.put(
                "bill-lines.csv",
                "month,account_id,api,price_version,metered_calls,beta_calls,free_calls,prepaid_calls,billable_calls,"
                        + "tier_from,unit_price_per_1000,amount");
        DOCUMENTS.put("pack-draws.csv", "month,account_id,api,source,pack_id,calls");
        DOCUMENTS.put("packs.csv", "month,account_id,pack_id,opening,drawn,forfeited,closing");
        DOCUMENTS.put("freezes.csv", "month,account_id,released,wanted,frozen,status,account_status");
        DOCUMENTS.put("ledger.csv", "month,entry_id,account_id,kind,debit,credit,amount,effective_at");
    }

    private CheckEvidence() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    /** Checks, says what it found, and gives the exit code. */
    public static int run(String[] arguments, PrintStream out) {
        try {
            Asked asked = Asked.of(arguments);
            Findings findings = new Findings(out);
            boolean pack = check(asked, findings);
            return findings.verdict(asked, pack);
        } catch (WrongUse e) {
            out.println(printable(e.getMessage()));
            out.println("usage: java CheckEvidence.java FILE [--root HEX] [--seal HEX]");
            out.println("FILE is evidence-YYYY-MM.zip or proof-YYYY-MM-ACCOUNT.txt; HEX is what was noted at the close, 64 digits");
            return 2;
        } catch (Unreadable e) {
            out.println("CANNOT BE READ: " + printable(e.getMessage()));
            return 4;
        }
    }

    /** Whether it is a pack, and not a proof. */
    private static boolean check(Asked asked, Findings findings) {
        if (!Files.isRegularFile(asked.file())) {
            throw new Unreadable(asked.file() + " is no file");
        }
        boolean pack = true;
        try (RandomAccessFile file = new RandomAccessFile(asked.file().toFile(), "r")) {
            byte[] begin = new byte[(int) Math.min(file.length(), Proof.TITLE.length())];
            file.readFully(begin);
            pack = !new String(begin, StandardCharsets.ISO_8859_1).equals(Proof.TITLE);
            if (pack) {
                new Pack(file, findings, asked).check();
            } else {
                new Proof(findings, asked).check(file);
            }
        } catch (Broken e) {
            findings.differs(e.getMessage());
        } catch (StackOverflowError | OutOfMemoryError e) {
            throw new Unreadable(asked.file() + ": it wants more memory than there is; a genuine one is read with java -Xmx4g");
        } catch (IOException e) {
            throw new Unreadable(asked.file() + ": " + e);
        } catch (WrongUse e) {
            throw e;
        } catch (RuntimeException e) {
            findings.differs("the file cannot be read as what it should be: " + e);
        }
        return pack;
    }

    /** What is to be checked, and what it is to be compared with; null where nothing was given. */
    private record Asked(Path file, String root, String seal) {
        private static Path file(String argument) {
            try {
                return Path.of(argument);
            } catch (InvalidPathException e) {
                throw new WrongUse(argument + " is no name of a file");
            }
        }

        static Asked of(String[] arguments) {
            Path file = null;
            Map<String, String> noted = new HashMap<>();
            for (int i = 0; i < arguments.length; i++) {
                String argument = arguments[i];
                if (argument.equals("--root") || argument.equals("--seal")) {
                    i++;
                    if (noted.put(argument, noted(argument, i < arguments.length ? arguments[i] : "")) != null) {
                        throw new WrongUse(argument + " is given twice");
                    }
                } else if (argument.startsWith("--")) {
                    throw new WrongUse(argument + " is no option");
                } else if (file != null) {
                    throw new WrongUse("one file is checked at a time: " + file + ", " + argument);
                } else {
                    file = file(argument);
                }
            }
            if (file == null) {
                throw new WrongUse("no file is named");
            }
            return new Asked(file, noted.get("--root"), noted.get("--seal"));
        }

        private static String noted(String option, String value) {
            if (!value.matches("[0-9a-fA-F]{64}")) {
                throw new WrongUse(option + " is '" + value + "', it should be 64 digits of 0-9 and a-f");
            }
            return value.toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static String printable(String text) {
        String line = text.length() <= 600 ? text : text.substring(0, 600) + "…";
        return line.replaceAll("\\p{Cntrl}", "?");
    }

    // ------------------------------------------------------------------------------------------------------------ what was found

    /** Something without which the rest cannot be checked. */
    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    /** The command is wrong: nothing was checked. */
    private static final class WrongUse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongUse(String message) {
            super(message);
        }
    }

    /** The file cannot be read: nothing is said of what is in it. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    private static final class Findings {
        private final PrintStream out;
        private final List<String> holds = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<String> differences = new ArrayList<>();
        private long count;

        Findings(PrintStream out) {
            this.out = out;
        }

        void holds(String what) {
            holds.add(what);
        }

        void note(String what) {
            notes.add(what);
        }

        void differs(String what) {
            count++;
            if (differences.size() < MOST_TOLD) {
                differences.add(printable(what));
            }
        }

        void same(String where, Object found, Object expected) {
            if (!Objects.equals(found, expected)) {
                differs(where + ": " + found + " is there, it should be " + expected);
            }
        }

        long count() {
            return count;
        }

        /** Says that something holds, if nothing was found since. */
        void holdsSince(long before, String what) {
            if (count == before) {
                holds.add(what);
            }
        }

        int verdict(Asked asked, boolean pack) {
            holds.forEach(what -> out.println("holds    " + what));
            differences.forEach(what -> out.println("DIFFERS  " + what));
            if (count > differences.size()) {
                out.println("DIFFERS  and " + (count - differences.size()) + " more");
            }
            if (count > 0) {
                out.println("NOT PROVEN: " + count + (count == 1 ? " difference" : " differences"));
                return 1;
            }
            notes.forEach(out::println);
            if (asked.root() == null && asked.seal() == null) {
                out.println("WHOLE: it agrees with itself, and was compared with nothing that was noted outside. Whether it is the"
                        + " month that was closed is told by the root above: compare it with the one noted at the close");
                return 3;
            }
            proven(asked, pack);
            return 0;
        }

        /** What belongs to what was given. */
        private void proven(Asked asked, boolean pack) {
            if (!pack) {
                out.println("PROVEN: the rows belong to the root that was given, and agree with each other");
            } else if (asked.seal() != null) {
                out.println("PROVEN: it is whole, agrees with itself, and all of it belongs to the seal that was given,"
                        + " which names the root");
            } else {
                out.println("PROVEN: it is whole, agrees with itself, and documents, rejects, price book and inputs belong to the"
                        + " root that was given");
                out.println("NOT COMPARED: the seal. With --seal it tells whether these are genuine, too: the history, the takes,"
                        + " who closed the month with what program, and in settlement.json what the documents do not come to"
                        + " (late usage, accepted and duplicate lines, the invariants' words, index.html)");
            }
        }
    }

    // ------------------------------------------------------------------------------------------------------------------- hashes

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        return hex(sha256().digest(bytes));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }

    /** The Merkle tree of RFC 6962, its leaves one after the other. */
    private static final class Tree {
        private final Deque<byte[]> hashes = new ArrayDeque<>();
        private final Deque<Long> sizes = new ArrayDeque<>();
        private long leaves;

        void add(byte[] leaf) {
            byte[] hash = leaf;
            long size = 1;
            while (!sizes.isEmpty() && sizes.peek() == size) {
                hash = node(hashes.pop(), hash);
                size += sizes.pop();
            }
            hashes.push(hash);
            sizes.push(size);
            leaves++;
        }

        String root() {
            byte[] right = null;
            for (byte[] left : hashes) {
                right = right == null ? left : node(left, right);
            }
            return hex(right == null ? sha256().digest() : right);
        }
    }

    /** The root that a path leads to from a leaf (RFC 9162, 2.1.3.2), or why it leads nowhere. */
    private static String rootOf(byte[] leaf, long index, long leaves, List<String> path) {
        if (index < 0 || index >= leaves) {
            return "none: there is no leaf " + index + " of " + leaves;
        }
        byte[] hash = leaf;
        long at = index;
        long last = leaves - 1;
        for (String step : path) {
            if (last == 0) {
                return "none: the path is too long";
            }
            byte[] beside = HexFormat.of().parseHex(step);
            if ((at & 1) == 1 || at == last) {
                hash = node(beside, hash);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                hash = node(hash, beside);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 ? hex(hash) : "none: the path is too short";
    }

    // ---------------------------------------------------------------------------------------------------------------- statements

    private static final String HEX64 = "([0-9a-f]{64})";
    private static final String COUNT = "(0|[1-9][0-9]{0,17})";

    /** The text that a month's root is the hash of. */
    private static final class RootStatement {
        private static final Pattern HEAD = Pattern.compile("month-close month root, format 1\nmonth ([0-9]{4}-[0-9]{2})\n"
                + "previous-root " + HEX64 + "\nzone ([^\n]+)\ncurrency ([A-Z]{3})\nsettled-as-of ([0-9T:+.Z-]{1,40})\n"
                + "price-book " + HEX64 + " ([^\n]*)\n");
        private static final Pattern INPUT =
                Pattern.compile("input ([A-Z_]+) " + COUNT + " " + COUNT + " " + HEX64 + " ([^\n]*)\n");
        private static final Pattern TAIL =
                Pattern.compile("rejects " + COUNT + " " + HEX64 + "\naccounts " + COUNT + " " + HEX64 + "\n");

        final String month;
        final String previousRoot;
        final String zone;
        final String currency;
        final String settledAsOf;
        final String priceBookSha256;
        final String priceBookVersion;
        final List<Input> inputs = new ArrayList<>();
        final long rejects;
        final String rejectsSha256;
        final long accounts;
        final String tree;
        final String root;

        record Input(String role, long lines, long bytes, String sha256, String name) {}

        RootStatement(String text) {
            Matcher head = HEAD.matcher(text);
            if (!head.lookingAt()) {
                throw new Broken("root statement: it does not begin as one");
            }
            month = head.group(1);
            previousRoot = head.group(2);
            zone = head.group(3);
            currency = head.group(4);
            settledAsOf = head.group(5);
            priceBookSha256 = head.group(6);
            priceBookVersion = head.group(7);
            int at = inputs(text, head.end());
            Matcher tail = TAIL.matcher(text);
            if (!tail.region(at, text.length()).matches()) {
                throw new Broken("root statement: it does not go on as one after " + at + " characters");
            }
            rejects = Long.parseLong(tail.group(1));
            rejectsSha256 = tail.group(2);
            accounts = Long.parseLong(tail.group(3));
            tree = tail.group(4);
            root = sha256(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Reads the inputs, and gives where they end. */
        private int inputs(String text, int from) {
            Matcher input = INPUT.matcher(text);
            int at = from;
            while (input.region(at, text.length()).lookingAt()) {
                inputs.add(new Input(
                        input.group(1),
                        Long.parseLong(input.group(2)),
                        Long.parseLong(input.group(3)),
                        input.group(4),
                        input.group(5)));
                at = input.end();
            }
            return at;
        }
    }

    /** The text that a month's seal is the hash of. */
    private static final class SealStatement {
        private static final Pattern HEAD = Pattern.compile("month-close book seal, format 1\nmonth ([0-9]{4}-[0-9]{2})\n"
                + "root " + HEX64 + "\nprevious-seal " + HEX64 + "\nclosed-by launch ([0-9]{1,18})\n"
                + "program ([0-9a-f]{64}|unknown) ([^\n]*)\n");

        /** No group is repeated: a pattern that repeats one goes deeper with each. */
        private static final Pattern SECTION = Pattern.compile(
                "(table|history) ([a-z_]{1,63}) " + COUNT + " " + HEX64 + " ([a-z0-9_,]{1,20000})\n");

        final String month;
        final String root;
        final String previousSeal;
        final String launch;
        final String build;
        final String version;
        final Map<String, Section> sections = new LinkedHashMap<>();
        final String seal;

        record Section(long rows, String sha256, List<String> columns) {}

        SealStatement(String text) {
            Matcher head = HEAD.matcher(text);
            if (!head.lookingAt()) {
                throw new Broken("seal-statement.txt: it does not begin as one");
            }
            month = head.group(1);
            root = head.group(2);
            previousSeal = head.group(3);
            launch = head.group(4);
            build = head.group(5);
            version = head.group(6);
            int at = sections(text, head.end());
            if (at != text.length()) {
                throw new Broken("seal-statement.txt: it does not go on as one after " + at + " characters");
            }
            seal = sha256(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Reads the sections, and gives where they end. */
        private int sections(String text, int from) {
            Matcher section = SECTION.matcher(text);
            int at = from;
            while (section.region(at, text.length()).lookingAt()) {
                String table = section.group(2);
                boolean history = table.startsWith("launch");
                List<String> columns = List.of(section.group(5).split(",", -1));
                if (columns.contains("") || history != section.group(1).equals("history")) {
                    throw new Broken("seal-statement.txt: its section of " + table + " is none");
                }
                if (sections.put(table, new Section(Long.parseLong(section.group(3)), section.group(4), columns)) != null) {
                    throw new Broken("seal-statement.txt: " + table + " is there twice");
                }
                at = section.end();
            }
            return at;
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c == '\\') {
                escaped.append("\\\\");
            } else if (c < ' ' || c == 0x7F) {
                escaped.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String utf8(String what, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw new Broken(what + ": it is no text in UTF-8");
        }
        return text;
    }

    /** What was escaped; null where nothing was there. */
    private static String unescaped(String text) {
        if (text.equals("\\N")) {
            return null;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (!text.startsWith("\\", i)) {
                plain.append(text.charAt(i));
            } else if (text.startsWith("\\x", i)) {
                plain.append((char) Integer.parseInt(text.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                plain.append('\\');
                i++;
            }
        }
        return plain.toString();
    }

    // ------------------------------------------------------------------------------------------------------------ an account's rows

    /** Sums over accounts, compared with the control totals. */
    private static final class Sums {
        final Map<String, BigDecimal> values = new HashMap<>();

        void add(String name, BigDecimal value) {
            values.merge(name, value, BigDecimal::add);
        }

        BigDecimal of(String name) {
            return values.getOrDefault(name, BigDecimal.ZERO);
        }
    }

    /** What is said of one account, and where. */
    private abstract static class OfAccount {
        private static final Pattern MONEY =
                Pattern.compile("0\\.[0-9]{2}|-?[1-9][0-9]{0,30}\\.[0-9]{2}|-0\\.(?!00)[0-9]{2}");
        private static final Pattern EXACT =
                Pattern.compile("0|-?[1-9][0-9]{0,30}(\\.[0-9]{0,30}[1-9])?|-?0\\.[0-9]{0,30}[1-9]");
        private static final Pattern CALLS = Pattern.compile("0|[1-9][0-9]{0,18}");

        final RootStatement root;
        final String account;
        final Findings findings;
        final Sums sums;

        OfAccount(RootStatement root, String account, Findings findings, Sums sums) {
            this.root = root;
            this.account = account;
            this.findings = findings;
            this.sums = sums;
        }

        OffsetDateTime instant(String text) {
            try {
                return OffsetDateTime.parse(text);
            } catch (DateTimeParseException e) {
                throw new Broken("ledger.csv account " + account + ": '" + text + "' is no instant");
            }
        }

        String follows(String file, String before, String key) {
            if (before.compareTo(key) >= 0) {
                differs(file, key, "it is not behind " + before);
            }
            return key;
        }

        BigDecimal money(String file, String field, String text) {
            return number(file, field, text, MONEY, "money with 2 decimals");
        }

        BigDecimal exact(String file, String field, String text) {
            return number(file, field, text, EXACT, "an exact amount");
        }

        BigDecimal calls(String file, String field, String text) {
            return number(file, field, text, CALLS, "a number of calls");
        }

        private BigDecimal number(String file, String field, String text, Pattern form, String what) {
            if (!form.matcher(text).matches()) {
                throw new Broken(file + " account " + account + " " + field + ": '" + text + "' is not " + what);
            }
            return new BigDecimal(text);
        }

        static String plain(BigDecimal value) {
            return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        }

        void same(String file, String field, Object found, Object expected) {
            findings.same(file + " account " + account + " " + field, found, expected);
        }

        void differs(String file, String field, String what) {
            findings.differs(file + " account " + account + " " + field + ": " + what);
        }
    }

    /** Checks that the rows of one account agree with each other. */
    private static final class Account extends OfAccount {
        private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

        private final Map<String, List<String[]>> rows;

        Account(RootStatement root, String account, Map<String, List<String[]>> rows, Findings findings, Sums sums) {
            super(root, account, findings, sums);
            this.rows = rows;
        }

        void check() {
            if (!ID.matcher(account).matches()) {
                findings.differs("account " + account + ": it is no account id");
            }
            List<String[]> bills = of("bills.csv");
            List<String[]> freezes = of("freezes.csv");
            packs();
            if (bills.size() != freezes.size() || bills.size() > 1) {
                differs("bills.csv", "account_id", bills.size() + " bills and " + freezes.size() + " freezes");
            } else if (bills.isEmpty()) {
                for (String name : List.of("bill-lines.csv", "pack-draws.csv", "ledger.csv")) {
                    if (!of(name).isEmpty()) {
                        differs(name, "account_id", of(name).size() + " rows of an account without a bill");
                    }
                }
            } else {
                BigDecimal linesTotal = lines();
                draws();
                bill(bills.get(0), linesTotal);
                freeze(freezes.get(0), bills.get(0));
                new Ledger(root, account, findings, sums).check(of("ledger.csv"), bills.get(0), freezes.get(0));
            }
        }

        private List<String[]> of(String name) {
            return rows.getOrDefault(name, List.of());
        }

        private void bill(String[] row, BigDecimal linesTotal) {
            String file = "bills.csv";
            same(file, "bill_id", row[2], root.month + "-" + account);
            same(file, "currency", row[3], root.currency);
            BigDecimal total = exact(file, "lines_total", row[4]);
            BigDecimal rounding = exact(file, "rounding", row[5]);
            BigDecimal due = money(file, "amount_due", row[6]);
            BigDecimal balance = money(file, "balance_after", row[7]);
            same(file, "lines_total", plain(total), plain(linesTotal));
            same(file, "rounding", plain(rounding), plain(due.subtract(total)));
            same(file, "amount_due", due, total.setScale(2, RoundingMode.HALF_UP));
            same(file, "status", row[8], balance.signum() >= 0 ? "PAID" : "ARREARS");
            sums.add("accounts_billed", BigDecimal.ONE);
            sums.add("lines_total", total);
            sums.add("rounding", rounding);
            sums.add("billed", due);
            if (balance.signum() < 0) {
                sums.add("accounts_in_arrears", BigDecimal.ONE);
                sums.add("arrears", balance);
            }
        }

        private BigDecimal lines() {
            String file = "bill-lines.csv";
            BigDecimal total = BigDecimal.ZERO;
            String before = "";
            for (String[] row : of(file)) {
                String[] names = {"metered_calls", "beta_calls", "free_calls", "prepaid_calls", "billable_calls"};
                BigDecimal[] calls = new BigDecimal[names.length];
                for (int i = 0; i < names.length; i++) {
                    calls[i] = calls(file, row[2] + " " + names[i], row[4 + i]);
                    sums.add(names[i], calls[i]);
                }
                BigDecimal parts = calls[1].add(calls[2]).add(calls[3]).add(calls[4]);
                same(file, row[2] + " metered_calls", calls[0], parts);
                calls(file, row[2] + " tier_from", row[9]);
                BigDecimal price = exact(file, row[2] + " unit_price_per_1000", row[10]);
                BigDecimal amount = exact(file, row[2] + " amount", row[11]);
                same(file, row[2] + " amount", plain(amount), plain(calls[4].multiply(price).movePointLeft(3)));
                total = total.add(amount);
                before = follows(file, before, row[2] + "," + row[3]);
            }
            return total;
        }

        private void draws() {
            String file = "pack-draws.csv";
            Map<String, BigDecimal> drawn = new TreeMap<>();
            String before = "";
            for (String[] row : of(file)) {
                BigDecimal calls = calls(file, row[2] + " calls", row[5]);
                if (calls.signum() == 0 || !row[3].matches("FREE|PREPAID")) {
                    differs(file, row[2], "source " + row[3] + ", calls " + row[5]);
                }
                drawn.merge(row[2] + " " + row[3], calls, BigDecimal::add);
                if (row[3].equals("PREPAID")) {
                    drawn.merge("pack " + row[4], calls, BigDecimal::add);
                }
                before = follows(file, before, row[2] + "," + row[3] + "," + row[4]);
            }
            Map<String, BigDecimal> expected = new TreeMap<>();
            for (String[] row : of("bill-lines.csv")) {
                expected.merge(row[2] + " FREE", new BigDecimal(row[6]), BigDecimal::add);
                expected.merge(row[2] + " PREPAID", new BigDecimal(row[7]), BigDecimal::add);
            }
            for (String[] row : of("packs.csv")) {
                expected.merge("pack " + row[2], new BigDecimal(row[4]), BigDecimal::add);
            }
            expected.values().removeIf(calls -> calls.signum() == 0);
            same(file, "calls", drawn, expected);
        }

        private void packs() {
            String file = "packs.csv";
            String before = "";
            for (String[] row : of(file)) {
                BigDecimal opening = calls(file, row[2] + " opening", row[3]);
                BigDecimal drawn = calls(file, row[2] + " drawn", row[4]);
                BigDecimal forfeited = calls(file, row[2] + " forfeited", row[5]);
                BigDecimal closing = calls(file, row[2] + " closing", row[6]);
                same(file, row[2] + " closing", closing, opening.subtract(drawn).subtract(forfeited));
                if (of("bills.csv").isEmpty()) {
                    same(file, row[2] + " drawn", drawn.toString(), "0");
                }
                before = follows(file, before, row[2]);
            }
        }

        private void freeze(String[] row, String[] bill) {
            String file = "freezes.csv";
            BigDecimal released = money(file, "released", row[2]);
            BigDecimal wanted = money(file, "wanted", row[3]);
            BigDecimal frozen = money(file, "frozen", row[4]);
            boolean held = frozen.signum() > 0;
            same(file, "status", row[5], wanted.signum() == 0 ? "NONE" : held ? "HELD" : "INSUFFICIENT");
            boolean covered = money("bills.csv", "balance_after", bill[7]).compareTo(wanted) >= 0;
            if (held) {
                same(file, "frozen", frozen, wanted);
            }
            if (wanted.signum() > 0 && held != covered) {
                differs(file, "frozen", frozen + " of " + wanted + " wanted, with a balance of " + bill[7]);
            }
            if (released.signum() < 0 || wanted.signum() < 0 || frozen.signum() < 0) {
                differs(file, "amounts", "one is below 0");
            }
            accountStatus(row[6], bill[7].startsWith("-"), wanted, held);
            sums.add("released", released);
            sums.add("freeze_wanted", wanted);
            sums.add("frozen", frozen);
        }

        private void accountStatus(String status, boolean inArrears, BigDecimal wanted, boolean held) {
            String file = "freezes.csv";
            String otherwise = wanted.signum() > 0 && !held ? "SUSPENDED" : "ACTIVE";
            if (!status.equals("CLOSED")) {
                same(file, "account_status", status, inArrears ? "ARREARS" : otherwise);
            } else if (wanted.signum() != 0) {
                differs(file, "wanted", "a closed account wants no freeze");
            }
            if (status.equals("SUSPENDED")) {
                sums.add("accounts_suspended", BigDecimal.ONE);
            }
        }

    }

    /** Checks the movements of one account's money. */
    private static final class Ledger extends OfAccount {
        private static final String FILE = "ledger.csv";
        private static final List<String> KINDS = List.of("TOP_UP", "RELEASE", "CHARGE", "FREEZE");
        private static final List<String> SIDES =
                List.of("CASH,AVAILABLE", "FROZEN,AVAILABLE", "AVAILABLE,REVENUE", "AVAILABLE,FROZEN");
        private static final BigDecimal NONE = new BigDecimal("0.00");

        private final Map<String, BigDecimal> moved = new HashMap<>();
        private int number;
        private int last;

        Ledger(RootStatement root, String account, Findings findings, Sums sums) {
            super(root, account, findings, sums);
        }

        void check(List<String[]> rows, String[] bill, String[] freeze) {
            rows.forEach(this::entry);
            same(FILE, "RELEASE", moved.getOrDefault("RELEASE", NONE).toString(), freeze[2]);
            same(FILE, "CHARGE", moved.getOrDefault("CHARGE", NONE).toString(), bill[6]);
            same(FILE, "FREEZE", moved.getOrDefault("FREEZE", NONE).toString(), freeze[4]);
            sums.add("topped_up", moved.getOrDefault("TOP_UP", NONE));
            sums.add("charged", moved.getOrDefault("CHARGE", NONE));
        }

        private void entry(String[] row) {
            number++;
            String id = root.month + "-" + account + "#" + String.format(java.util.Locale.ROOT, "%06d", number);
            same(FILE, "entry_id", row[1], id);
            int kind = KINDS.indexOf(row[3]);
            BigDecimal amount = money(FILE, row[1] + " amount", row[6]);
            if (kind < last || amount.signum() <= 0 || (kind == last && kind > 0)) {
                differs(FILE, row[1], row[3] + " of " + row[6] + " cannot stand there");
            } else {
                same(FILE, row[1] + " debit and credit", row[4] + "," + row[5], SIDES.get(kind));
                last = kind;
            }
            if (kind > 0) {
                same(FILE, row[1] + " effective_at", row[7], root.settledAsOf);
            } else if (instant(row[7]).isAfter(instant(root.settledAsOf))) {
                differs(FILE, row[1] + " effective_at", row[7] + ", after the month was settled as of " + root.settledAsOf);
            }
            moved.merge(row[3], amount, BigDecimal::add);
        }
    }

    /** The fields of a row, where no field is quoted. */
    private static String[] fields(String file, String header, String row, String month) {
        String[] fields = row.split(",", -1);
        if (fields.length != header.split(",").length || row.indexOf('"') >= 0 || row.indexOf('\r') >= 0) {
            throw new Broken(file + ": '" + row + "' is no row of it");
        }
        if (!fields[0].equals(month)) {
            throw new Broken(file + ": '" + row + "' is not of month " + month);
        }
        return fields;
    }

    private static int accountColumn(String file) {
        return file.equals("ledger.csv") ? 2 : 1;
    }

    // ------------------------------------------------------------------------------------------------------------------- a proof

    /** The proof of one account: a text of which every character follows from what is proven. */
    private static final class Proof {
        static final String TITLE = "month-close account proof, format 1\n";
        private static final String ABOUT = """

            These are all the rows that the documents of the month have of this account, as they stand there. The hashes after
            them lead from these rows to the month's root. Whoever has the root from when the month was closed can check it:
            java CheckEvidence.java THIS-FILE --root ROOT
            """;
        private static final Pattern HEAD = Pattern.compile("month ([0-9]{4}-[0-9]{2})\naccount ([A-Za-z0-9._:-]{1,64})\n"
                + "leaf " + COUNT + " of " + COUNT + "\nroot " + HEX64 + "\n");
        private static final Pattern PATH = Pattern.compile("\npath ([0-9]{1,2})\n((?:[0-9a-f]{64}\n){0,64})\nroot statement\n");

        private final Findings findings;
        private final Asked asked;

        Proof(Findings findings, Asked asked) {
            if (asked.seal() != null) {
                throw new WrongUse("--seal: the proof of an account has no seal, compare it with --root");
            }
            this.findings = findings;
            this.asked = asked;
        }

        void check(RandomAccessFile file) throws IOException {
            if (file.length() > MOST_PROOF) {
                throw new Broken("the proof has " + file.length() + " bytes, more than the " + MOST_PROOF + " of any");
            }
            byte[] bytes = new byte[(int) file.length()];
            file.seek(0);
            file.readFully(bytes);
            check(utf8("the proof", bytes));
        }

        private void check(String text) {
            Matcher head = HEAD.matcher(text).region(TITLE.length(), text.length());
            if (!head.lookingAt() || !text.startsWith(ABOUT, head.end())) {
                throw new Broken("the proof does not begin as one");
            }
            Matcher path = PATH.matcher(text);
            if (!path.find(head.end() + ABOUT.length()) || !text.endsWith("end\n")) {
                throw new Broken("the proof has no path or no end");
            }
            RootStatement root = new RootStatement(text.substring(path.end(), text.length() - "end\n".length()));
            String rows = text.substring(head.end() + ABOUT.length(), path.start());
            List<String> steps = path.group(2).isEmpty() ? List.of() : List.of(path.group(2).split("\n"));
            findings.same("path: its number of hashes", path.group(1), Integer.toString(steps.size()));
            findings.same("month", head.group(1), root.month);
            findings.same("root", head.group(5), root.root);
            findings.same("leaf: the number of leaves", Long.parseLong(head.group(4)), root.accounts);
            byte[] leaf = rows(head.group(2), root, rows);
            String found = rootOf(leaf, Long.parseLong(head.group(3)), root.accounts, steps);
            findings.same("the rows and the path lead to another tree", found, root.tree);
            compare("--root", asked.root(), root.root, findings);
            findings.holdsSince(0, "the rows of account " + head.group(2) + " belong to the root of " + root.month);
            findings.holdsSince(0, "the rows agree with each other: lines, calls, draws, rounding, movements of money");
            findings.note("month " + root.month + ", account " + head.group(2));
            findings.note("root  " + root.root);
        }

        /** Checks the rows and gives the hash of the leaf that they are. */
        private byte[] rows(String account, RootStatement root, String text) {
            MessageDigest leaf = sha256();
            leaf.update((byte) 0);
            Map<String, List<String[]>> rows = new HashMap<>();
            int at = 0;
            for (Map.Entry<String, String> document : DOCUMENTS.entrySet()) {
                String begin = "\ndocument " + document.getKey() + "\n" + document.getValue() + "\n";
                if (!text.startsWith(begin, at)) {
                    continue;
                }
                int end = text.indexOf("\n\n", at + begin.length() - 1);
                int until = end < 0 ? text.length() : end + 1;
                leaf.update((document.getKey() + "\n").getBytes(StandardCharsets.US_ASCII));
                leaf.update(text.substring(at + begin.length(), until).getBytes(StandardCharsets.UTF_8));
                rows.put(document.getKey(), rows(document, account, root.month, text, at + begin.length(), until));
                at = until;
            }
            if (at != text.length()) {
                throw new Broken("the proof goes on in another way than it should after " + at + " characters of its rows");
            }
            new Account(root, account, rows, findings, new Sums()).check();
            return leaf.digest();
        }

        private List<String[]> rows(
                Map.Entry<String, String> document, String account, String month, String text, int from, int until) {
            String name = document.getKey();
            List<String[]> rows = new ArrayList<>();
            for (int at = from; at < until || rows.isEmpty(); ) {
                int end = text.indexOf('\n', at);
                if (end < 0 || end >= until) {
                    throw new Broken(name + ": a row in the proof is missing or does not end");
                }
                String[] fields = fields(name, document.getValue(), text.substring(at, end), month);
                findings.same(name + " account_id", fields[accountColumn(name)], account);
                rows.add(fields);
                at = end + 1;
            }
            return rows;
        }
    }

    private static void compare(String option, String noted, String found, Findings findings) {
        if (noted != null && !noted.equals(found)) {
            findings.differs(option + ": " + noted + " was given, this file has " + found
                    + ": it is not the month that was closed, or not that month");
        }
    }

    // ----------------------------------------------------------------------------------------------------------------- the archive

    /** A stored entry. */
    private record Entry(String name, long headerAt, long at, long size, int crc) {}

    /** Reads the archive, whose every byte follows from its entries. */
    private static final class Archive {
        private static final int LOCAL = 0x04034b50;
        private final RandomAccessFile file;
        private final long length;
        final Map<String, Entry> entries = new LinkedHashMap<>();

        Archive(RandomAccessFile file) throws IOException {
            this.file = file;
            this.length = file.length();
            long at = 0;
            while (length - at >= 30 && word(at, 4) == LOCAL) {
                Entry entry = entry(at);
                if (entries.put(entry.name(), entry) != null) {
                    throw new Broken("archive: " + entry.name() + " is there twice");
                }
                if (entries.size() > MOST_ENTRIES) {
                    throw new Broken("archive: it has more than " + MOST_ENTRIES + " entries");
                }
                at = entry.at() + entry.size();
            }
            if (entries.isEmpty()) {
                throw new Broken("the file is neither an evidence pack nor the proof of an account");
            }
            byte[] directory = directory(at);
            if (length - at != directory.length) {
                throw new Broken("archive: " + (length - at) + " bytes follow the last entry, "
                        + entries.keySet().toArray()[entries.size() - 1] + ", it should be " + directory.length);
            }
            equal(at, directory, "directory");
        }

        private Entry entry(long at) throws IOException {
            long size = word(at + 22, 4);
            int nameLength = (int) word(at + 26, 2);
            if (nameLength == 0 || nameLength > 500 || size > length - at - 30 - nameLength) {
                throw new Broken("archive: the entry at byte " + at + " is longer than the file");
            }
            String name = new String(bytes(at + 30, nameLength), StandardCharsets.UTF_8);
            Entry entry = new Entry(name, at, at + 30 + nameLength, size, (int) word(at + 14, 4));
            equal(at, header(entry), "header of " + name);
            CRC32 crc = new CRC32();
            try (InputStream in = open(entry)) {
                byte[] buffer = new byte[1 << 16];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    crc.update(buffer, 0, count);
                }
            }
            if ((int) crc.getValue() != entry.crc()) {
                throw new Broken("archive: " + name + " is damaged, its checksum is another");
            }
            return entry;
        }

        private static ByteBuffer buffer(int signature, int size) {
            return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).putInt(signature);
        }

        private static void common(ByteBuffer header, Entry entry, byte[] name) {
            header.putShort((short) 10).putShort((short) 0x0800).putShort((short) 0);
            header.putShort((short) 0).putShort((short) 0x21).putInt(entry.crc());
            header.putInt((int) entry.size()).putInt((int) entry.size());
            header.putShort((short) name.length).putShort((short) 0);
        }

        private static byte[] header(Entry entry) {
            byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
            ByteBuffer header = buffer(LOCAL, 30 + name.length);
            common(header, entry, name);
            return header.put(name).array();
        }

        private byte[] directory(long at) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (Entry entry : entries.values()) {
                byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
                ByteBuffer header = buffer(0x02014b50, 46 + name.length).putShort((short) 10);
                common(header, entry, name);
                header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
                all.writeBytes(header.putInt((int) entry.headerAt()).put(name).array());
            }
            ByteBuffer end = buffer(0x06054b50, 22).putInt(0);
            end.putShort((short) entries.size()).putShort((short) entries.size());
            end.putInt(all.size()).putInt((int) at).putShort((short) 0);
            all.writeBytes(end.array());
            return all.toByteArray();
        }

        private void equal(long at, byte[] expected, String what) throws IOException {
            int differs = Arrays.mismatch(bytes(at, expected.length), expected);
            if (differs >= 0) {
                throw new Broken("archive: byte " + (at + differs) + ", in the " + what + ", is not what it should be");
            }
        }

        private long word(long at, int size) throws IOException {
            long word = 0;
            byte[] bytes = bytes(at, size);
            for (int i = size - 1; i >= 0; i--) {
                word = word << 8 | (bytes[i] & 0xFF);
            }
            return word;
        }

        private byte[] bytes(long at, int size) throws IOException {
            if (size > length - at) {
                throw new Broken("archive: it ends where " + size + " bytes more should be, at byte " + at);
            }
            byte[] bytes = new byte[size];
            file.seek(at);
            file.readFully(bytes);
            return bytes;
        }

        Entry get(String name) {
            Entry entry = entries.get(name);
            if (entry == null) {
                throw new Broken("archive: " + name + " is missing");
            }
            return entry;
        }

        InputStream open(Entry entry) {
            return part(entry.at(), entry.size());
        }

        /** Bytes of the file, several of which can be read side by side. */
        InputStream part(long from, long size) {
            InputStream raw = new InputStream() {
                private long at = from;

                @Override
                public int read() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public int read(byte[] into, int offset, int count) throws IOException {
                    int most = (int) Math.min(count, from + size - at);
                    if (most <= 0) {
                        return -1;
                    }
                    file.seek(at);
                    file.readFully(into, offset, most);
                    at += most;
                    return most;
                }
            };
            return new BufferedInputStream(raw, 1 << 16);
        }

        String sha256Of(InputStream stream) throws IOException {
            MessageDigest digest = sha256();
            try (InputStream in = stream) {
                byte[] buffer = new byte[1 << 16];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    digest.update(buffer, 0, count);
                }
            }
            return hex(digest.digest());
        }

        String sha256Of(String name) throws IOException {
            return sha256Of(open(get(name)));
        }

        String text(String name) throws IOException {
            Entry entry = get(name);
            if (entry.size() > MOST_TEXT) {
                throw new Broken(name + ": its " + entry.size() + " bytes are more than the " + MOST_TEXT + " of any");
            }
            return utf8(name, bytes(entry.at(), (int) entry.size()));
        }
    }

    /** Rows of a document, with a look at the account that comes next. */
    private static final class Rows implements AutoCloseable {
        private final String name;
        private final String header;
        private final String month;
        private final InputStream in;
        private String row;
        private String[] next;
        private String before = "";

        Rows(Archive archive, String name, String month) throws IOException {
            this.name = name;
            this.header = DOCUMENTS.get(name);
            this.month = month;
            this.in = archive.open(archive.get(name));
            String first = line();
            if (!header.equals(first)) {
                throw new Broken(name + ": its columns are " + first + ", they should be " + header);
            }
            advance();
        }

        String account() {
            return next == null ? null : next[accountColumn(name)];
        }

        /** Takes the next row; its bytes go to the leaf. */
        String[] take(MessageDigest leaf) throws IOException {
            leaf.update((row + "\n").getBytes(StandardCharsets.ISO_8859_1));
            String[] taken = next;
            advance();
            return taken;
        }

        private void advance() throws IOException {
            row = line();
            next = row == null ? null : fields(name, header, row, month);
            if (next != null) {
                if (account().compareTo(before) < 0) {
                    throw new Broken(name + ": account " + account() + " is not behind " + before);
                }
                before = account();
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder(120);
            int c = read();
            if (c < 0) {
                return null;
            }
            while (c != '\n') {
                if (c < 0) {
                    throw new Broken(name + ": its last row does not end");
                }
                if (line.length() == MOST_ROW) {
                    throw new Broken(name + ": a row is longer than " + MOST_ROW + " bytes");
                }
                line.append((char) c);
                c = read();
            }
            return line.toString();
        }

        private final byte[] block = new byte[1 << 16];
        private int filled;
        private int used;

        private int read() throws IOException {
            if (used == filled) {
                filled = in.read(block, 0, block.length);
                used = 0;
                if (filled <= 0) {
                    filled = 0;
                    return -1;
                }
            }
            return block[used++] & 0xFF;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    // ------------------------------------------------------------------------------------------------------------ an evidence pack

    private static final class Pack {
        private static final String LAST = "archive.sha256";
        private final RandomAccessFile file;
        private final Findings findings;
        private final Asked asked;

        Pack(RandomAccessFile file, Findings findings, Asked asked) {
            this.file = file;
            this.findings = findings;
            this.asked = asked;
        }

        void check() throws IOException {
            Archive archive = new Archive(file);
            findings.holds("the archive is whole, and nothing is in it but its entries");
            findings.same(LAST, archive.text(LAST), archive.sha256Of(archive.part(0, archive.get(LAST).headerAt())) + "\n");
            RootStatement root = new RootStatement(archive.text("root-statement.txt"));
            SealStatement seal = new SealStatement(archive.text("seal-statement.txt"));
            compare("--root", asked.root(), root.root, findings);
            compare("--seal", asked.seal(), seal.seal, findings);
            names(archive, root);
            Map<String, Object> settlement = settlement(archive);
            new Manifest(archive, root, seal, settlement, findings).check();
            inputs(archive, root, settlement);
            long before = findings.count();
            Sums sums = accounts(archive, root);
            findings.holdsSince(
                    before,
                    "the documents make the root, and agree with each other for each of " + root.accounts
                            + " accounts: lines, calls, draws, packs, rounding, movements of money");
            new Settlement(archive, root, settlement, findings).check(sums);
            new Sealed(archive, seal, findings).check(root, settlement);
            findings.note("month " + root.month + ", " + root.accounts + " accounts, billed "
                    + sums.of("billed").setScale(2, RoundingMode.UNNECESSARY) + " " + root.currency);
            findings.note("root          " + root.root);
            findings.note("previous root "
                    + (root.previousRoot.equals(ZEROS) ? "none: the chain starts here" : root.previousRoot));
            findings.note("seal          " + seal.seal);
        }

        /** The entries are those that belong there, in their order. */
        private void names(Archive archive, RootStatement root) {
            List<String> expected = new ArrayList<>(List.of(
                    Manifest.NAME,
                    "take/usage_take.txt",
                    "take/take_query.txt",
                    "history/launch.txt",
                    "history/launch_event.txt",
                    "root-statement.txt",
                    "seal-statement.txt",
                    "price-book.yaml"));
            for (RootStatement.Input input : root.inputs) {
                if (!input.role().equals("USAGE")) {
                    expected.add("input/" + input.name());
                }
            }
            expected.addAll(DOCUMENTS.keySet());
            expected.addAll(List.of("rejects.csv", "settlement.json", LAST));
            findings.same("archive: its entries", new ArrayList<>(archive.entries.keySet()), expected);
        }

        private Map<String, Object> settlement(Archive archive) throws IOException {
            String text = archive.text("settlement.json");
            Map<String, Object> settlement = Json.object(text, "settlement.json");
            if (!text.equals(JsonText.of(settlement) + "\n")) {
                findings.differs("settlement.json: it is not written in the form that it should have");
            }
            return settlement;
        }

        private void inputs(Archive archive, RootStatement root, Map<String, Object> settlement) throws IOException {
            long before = findings.count();
            findings.same("root-statement.txt price-book", root.priceBookSha256, archive.sha256Of("price-book.yaml"));
            List<String> said = new ArrayList<>();
            for (Map<String, Object> input : Json.objects(settlement, "inputs")) {
                said.add(input.get("lines") + " " + input.get("bytes") + " " + input.get("sha256") + " "
                        + escaped((String) input.get("name")));
            }
            List<String> stated = new ArrayList<>();
            long usageLines = 0;
            for (RootStatement.Input input : root.inputs) {
                stated.add(input.lines() + " " + input.bytes() + " " + input.sha256() + " " + input.name());
                if (input.role().equals("USAGE")) {
                    usageLines += input.lines();
                } else {
                    findings.same("input/" + input.name(), archive.sha256Of("input/" + input.name()), input.sha256());
                    findings.same("input/" + input.name() + " bytes", archive.get("input/" + input.name()).size(), input.bytes());
                }
            }
            findings.same("settlement.json inputs", said, stated);
            Map<String, Object> totals = Json.object(settlement, "totals");
            findings.same("settlement.json lines_read", totals.get("lines_read"), BigInteger.valueOf(usageLines));
            findings.holdsSince(before, "price book and master files are those that the root names; usage files are named with their hashes");
        }

        private Sums accounts(Archive archive, RootStatement root) throws IOException {
            Sums sums = new Sums();
            Tree tree = new Tree();
            List<Rows> documents = new ArrayList<>();
            for (String name : DOCUMENTS.keySet()) {
                documents.add(new Rows(archive, name, root.month));
            }
            MessageDigest leaf = sha256();
            for (String account = first(documents); account != null; account = first(documents)) {
                Map<String, List<String[]>> rows = rows(account, documents, leaf);
                tree.add(leaf.digest());
                new Account(root, account, rows, findings, sums).check();
            }
            findings.same("root-statement.txt accounts", root.accounts, tree.leaves);
            findings.same("root-statement.txt accounts, their tree", root.tree, tree.root());
            for (Rows document : documents) {
                document.close();
            }
            return sums;
        }

        /** The rows of an account; their bytes go to the leaf. */
        private static Map<String, List<String[]>> rows(String account, List<Rows> documents, MessageDigest leaf)
                throws IOException {
            leaf.update((byte) 0);
            Map<String, List<String[]>> rows = new HashMap<>();
            for (Rows document : documents) {
                if (account.equals(document.account())) {
                    leaf.update((document.name + "\n").getBytes(StandardCharsets.US_ASCII));
                    List<String[]> found = new ArrayList<>();
                    while (account.equals(document.account())) {
                        found.add(document.take(leaf));
                    }
                    rows.put(document.name, found);
                }
            }
            return rows;
        }

        private static String first(List<Rows> documents) {
            String first = null;
            for (Rows document : documents) {
                String account = document.account();
                if (account != null && (first == null || account.compareTo(first) < 0)) {
                    first = account;
                }
            }
            return first;
        }
    }

    /** The manifest. Neither root nor seal stands for it: each of its characters follows from the other entries. */
    private static final class Manifest {
        static final String NAME = "manifest.json";
        private final Archive archive;
        private final RootStatement root;
        private final SealStatement seal;
        private final Map<String, Object> settlement;
        private final Findings findings;

        Manifest(
                Archive archive,
                RootStatement root,
                SealStatement seal,
                Map<String, Object> settlement,
                Findings findings) {
            this.archive = archive;
            this.root = root;
            this.seal = seal;
            this.settlement = settlement;
            this.findings = findings;
        }

        void check() throws IOException {
            long before = findings.count();
            String text = archive.text(NAME);
            Map<String, Object> found = Json.object(text, NAME);
            Map<String, Object> expected = expected();
            expected.forEach((name, value) ->
                    findings.same(NAME + " " + name, JsonText.of(found.get(name)), JsonText.of(value)));
            for (String name : found.keySet()) {
                if (!expected.containsKey(name)) {
                    findings.differs(NAME + " " + name + ": it should not be there");
                }
            }
            if (findings.count() == before && !text.equals(JsonText.of(expected) + "\n")) {
                findings.differs(NAME + ": it is not written in the form that it should have");
            }
            findings.holdsSince(before, "the manifest says what the other entries say, and nothing else");
        }

        private Map<String, Object> expected() throws IOException {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("format", "month-close evidence, format 1");
            json.put("root", root.root);
            json.put("previous_root", root.previousRoot);
            json.put("seal", seal.seal);
            json.put("previous_seal", seal.previousSeal);
            Map<String, Object> program = new LinkedHashMap<>();
            program.put("version", seal.version);
            program.put("build_sha256", seal.build.equals("unknown") ? null : seal.build);
            json.put("program", program);
            json.put("closed_by", closedBy());
            settlement.forEach((name, value) -> {
                if (!List.of("files", "root", "previous_root").contains(name)) {
                    json.put(name, value);
                }
            });
            json.put("entries", entries());
            return json;
        }

        private List<Object> entries() throws IOException {
            List<Object> entries = new ArrayList<>();
            for (Entry entry : archive.entries.values()) {
                if (!entry.name().equals(NAME) && !entry.name().equals(Pack.LAST)) {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("name", entry.name());
                    json.put("bytes", BigInteger.valueOf(entry.size()));
                    json.put("sha256", archive.sha256Of(entry.name()));
                    entries.add(json);
                }
            }
            return entries;
        }

        /** The launch that the seal names, as the history has it. */
        private Map<String, Object> closedBy() throws IOException {
            String file = "history/launch.txt";
            String[] rows = archive.text(file).split("\n", -1);
            List<String> columns = List.of(rows[0].split("\t", -1));
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("launch", new BigInteger(seal.launch));
            List<String> names =
                    List.of("command", "operator", "os_user", "host", "program_version", "options", "started_at");
            if (!columns.contains("launch_id") || !columns.containsAll(names)) {
                throw new Broken(file + ": its columns are " + columns);
            }
            for (String row : rows) {
                String[] fields = row.split("\t", -1);
                if (fields.length == columns.size() && fields[columns.indexOf("launch_id")].equals(seal.launch)) {
                    names.forEach(name -> json.put(name, unescaped(fields[columns.indexOf(name)])));
                    return json;
                }
            }
            throw new Broken(file + ": launch " + seal.launch + ", which closed the month, is not there");
        }
    }

    /** settlement.json, as far as root and documents tell what it should say. */
    private static final class Settlement {
        private static final String FILE = "settlement.json ";
        private static final List<String> COUNTS = List.of(
                "accounts_billed", "metered_calls", "beta_calls", "free_calls", "prepaid_calls", "billable_calls",
                "accounts_in_arrears", "accounts_suspended");
        private static final List<String> AMOUNTS =
                List.of("billed", "topped_up", "released", "freeze_wanted", "frozen", "arrears");

        private final Archive archive;
        private final RootStatement root;
        private final Map<String, Object> settlement;
        private final Map<String, Object> totals;
        private final Findings findings;

        Settlement(Archive archive, RootStatement root, Map<String, Object> settlement, Findings findings) {
            this.archive = archive;
            this.root = root;
            this.settlement = settlement;
            this.totals = Json.object(settlement, "totals");
            this.findings = findings;
        }

        void check(Sums sums) throws IOException {
            long before = findings.count();
            heading();
            for (String name : COUNTS) {
                findings.same(FILE + name, count(name).toString(), sums.of(name).toPlainString());
            }
            for (String name : AMOUNTS) {
                findings.same(FILE + name, totals.get(name), sums.of(name).setScale(2).toPlainString());
            }
            for (String name : List.of("lines_total", "rounding")) {
                findings.same(FILE + name, totals.get(name), OfAccount.plain(sums.of(name)));
            }
            findings.same("ledger.csv: all charges", sums.of("charged"), sums.of("billed"));
            BigInteger parts = count("lines_accepted").add(count("lines_duplicate")).add(count("lines_rejected"));
            findings.same(FILE + "lines_read", count("lines_read"), parts);
            findings.same(FILE + "accounts_parked", count("accounts_parked"), BigInteger.ZERO);
            findings.same(FILE + "parked", Json.objects(settlement, "parked"), List.of());
            rejects();
            invariants();
            files();
            findings.holdsSince(before, "the control totals are the sums of the documents, and all 7 invariants were found to hold");
        }

        private void heading() {
            findings.same(FILE + "month", settlement.get("month"), root.month);
            findings.same(FILE + "provisional", settlement.get("provisional"), Boolean.FALSE);
            findings.same(FILE + "settlement_instant", settlement.get("settlement_instant"), root.settledAsOf);
            findings.same(FILE + "currency", settlement.get("currency"), root.currency);
            findings.same(FILE + "zone", escaped(Json.text(settlement.get("zone"))), root.zone);
            findings.same(FILE + "root", settlement.get("root"), root.root);
            findings.same(FILE + "previous_root", settlement.get("previous_root"), root.previousRoot);
            Map<String, Object> book = Json.object(settlement, "price_book");
            findings.same(FILE + "price_book", book.get("sha256"), root.priceBookSha256);
            findings.same(FILE + "price_book version", escaped(Json.text(book.get("version"))), root.priceBookVersion);
        }

        private BigInteger count(String name) {
            if (!(totals.get(name) instanceof BigInteger count) || count.signum() < 0) {
                throw new Broken(FILE + name + ": " + totals.get(name) + " is no number of anything");
            }
            return count;
        }

        private void rejects() throws IOException {
            findings.same("root-statement.txt rejects", root.rejectsSha256, archive.sha256Of("rejects.csv"));
            TreeMap<String, Long> reasons = new TreeMap<>();
            long rows = 0;
            try (InputStream in = archive.open(archive.get("rejects.csv"))) {
                QuotedRows quoted = new QuotedRows(in);
                findings.same("rejects.csv: its columns", quoted.next(), List.of("file", "line", "reason", "detail", "raw"));
                for (List<String> row = quoted.next(); row != null; row = quoted.next()) {
                    if (row.size() != 5 || !row.get(2).matches("[A-Z_]{1,16}")) {
                        throw new Broken("rejects.csv row " + (rows + 1) + ": it is none");
                    }
                    reasons.merge(row.get(2), 1L, Long::sum);
                    rows++;
                }
            }
            findings.same("root-statement.txt rejects, their number", root.rejects, rows);
            findings.same(FILE + "lines_rejected", count("lines_rejected"), BigInteger.valueOf(rows));
            TreeMap<String, Long> said = new TreeMap<>();
            for (Map<String, Object> reason : Json.objects(settlement, "rejects")) {
                said.put(Json.text(reason.get("reason")), Long.parseLong(Json.text(reason.get("lines"))));
            }
            findings.same(FILE + "rejects", said, reasons);
        }

        private void invariants() {
            List<Map<String, Object>> invariants = Json.objects(settlement, "invariants");
            findings.same(FILE + "invariants", invariants.size(), 7);
            for (Map<String, Object> invariant : invariants) {
                findings.same(FILE + "invariant " + invariant.get("number"), invariant.get("holds"), Boolean.TRUE);
            }
        }

        private void files() throws IOException {
            List<String> files = new ArrayList<>();
            for (String name : archive.entries.keySet()) {
                if (name.endsWith(".csv") && !name.contains("/")) {
                    files.add(name + " " + archive.get(name).size() + " " + archive.sha256Of(name));
                }
            }
            List<String> listed = new ArrayList<>();
            for (Map<String, Object> file : Json.objects(settlement, "files")) {
                listed.add(file.get("name") + " " + file.get("bytes") + " " + file.get("sha256"));
            }
            listed.removeIf(said -> said.startsWith("index.html "));
            findings.same(FILE + "files", listed, files);
        }
    }

    /** Rows of CSV as RFC 4180 has it. */
    private static final class QuotedRows {
        private final InputStream in;
        private final byte[] one = new byte[1];
        private boolean quoted;

        QuotedRows(InputStream in) {
            this.in = in;
        }

        /** The fields of the next row; null at the end. */
        List<String> next() throws IOException {
            List<String> fields = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            quoted = false;
            int length = 0;
            while (in.read(one, 0, 1) == 1) {
                char c = (char) (one[0] & 0xFF);
                if (++length > MOST_ROW) {
                    throw new Broken("rejects.csv: a row is longer than " + MOST_ROW + " bytes");
                }
                if (c == '\n' && !quoted) {
                    fields.add(field.toString());
                    return fields;
                }
                take(c, field, fields);
            }
            if (length > 0) {
                throw new Broken("rejects.csv: its last row does not end");
            }
            return null;
        }

        private void take(char c, StringBuilder field, List<String> fields) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
    }

    /** What the seal says of rows that are in the pack, or follow from what is. */
    private static final class Sealed {
        private static final List<String> ROWS = List.of(
                "take/usage_take.txt", "take/take_query.txt", "history/launch.txt", "history/launch_event.txt");

        private final Archive archive;
        private final SealStatement seal;
        private final Findings findings;

        Sealed(Archive archive, SealStatement seal, Findings findings) {
            this.archive = archive;
            this.seal = seal;
            this.findings = findings;
        }

        void check(RootStatement root, Map<String, Object> settlement) throws IOException {
            long before = findings.count();
            findings.same("seal-statement.txt root", seal.root, root.root);
            findings.same("seal-statement.txt month", seal.month, root.month);
            for (String name : ROWS) {
                rows(name);
            }
            documents(root, settlement);
            invariants(root, settlement);
            findings.holdsSince(
                    before,
                    "takes and history are those under the seal of the pack: who launched what, when and why, up to the close");
        }

        private void rows(String name) throws IOException {
            String table = name.substring(name.indexOf('/') + 1, name.indexOf('.'));
            SealStatement.Section section = section(table);
            String text = archive.text(name);
            String header = String.join("\t", section.columns()) + "\n";
            if (!text.startsWith(header)) {
                throw new Broken(name + ": its columns are not those of the seal");
            }
            String rows = text.substring(header.length());
            findings.same(name, sha256(rows.getBytes(StandardCharsets.UTF_8)), section.sha256());
            findings.same(name + ": its rows", rows.chars().filter(c -> c == '\n').count(), section.rows());
        }

        private SealStatement.Section section(String table) {
            SealStatement.Section section = seal.sections.get(table);
            if (section == null) {
                throw new Broken("seal-statement.txt: " + table + " is missing");
            }
            return section;
        }

        /** The hashes of all documents, index.html too, are rows under the seal. */
        private void documents(RootStatement root, Map<String, Object> settlement) throws IOException {
            TreeMap<String, Map<String, String>> documents = new TreeMap<>();
            for (Map<String, Object> said : Json.objects(settlement, "files")) {
                documents.put(
                        Json.text(said.get("name")),
                        Map.of("bytes", Json.text(said.get("bytes")), "sha256", Json.text(said.get("sha256"))));
            }
            String name = "settlement.json";
            documents.put(
                    name, Map.of("bytes", Long.toString(archive.get(name).size()), "sha256", archive.sha256Of(name)));
            StringBuilder rows = new StringBuilder();
            SealStatement.Section section = section("month_document");
            documents.forEach((document, said) -> {
                Map<String, String> row = new HashMap<>(said);
                row.put("billing_month", root.month);
                row.put("name", document);
                row(rows, section, row);
            });
            same("month_document", section, rows);
        }

        /** So is what the invariants came to. */
        private void invariants(RootStatement root, Map<String, Object> settlement) {
            StringBuilder rows = new StringBuilder();
            SealStatement.Section section = section("invariant_result");
            for (Map<String, Object> invariant : Json.objects(settlement, "invariants")) {
                Map<String, String> row = new HashMap<>();
                invariant.forEach((name, value) -> row.put(name, escaped(Json.text(value))));
                row.put("billing_month", root.month);
                row(rows, section, row);
            }
            same("invariant_result", section, rows);
        }

        private static void row(StringBuilder rows, SealStatement.Section section, Map<String, String> values) {
            List<String> fields = new ArrayList<>();
            for (String column : section.columns()) {
                fields.add(values.getOrDefault(column, "?"));
            }
            rows.append(String.join("\t", fields)).append('\n');
        }

        private void same(String table, SealStatement.Section section, StringBuilder rows) {
            findings.same(
                    "seal-statement.txt " + table,
                    section.sha256(),
                    sha256(rows.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    // ------------------------------------------------------------------------------------------------------------------------ JSON

    /** Reads JSON as it stands in the pack: objects, lists, texts, whole numbers, true, false and null. */
    private static final class Json {
        private static final int DEEPEST = 20;
        private final String text;
        private final String file;
        private int at;
        private int depth;

        private Json(String text, String file) {
            this.text = text;
            this.file = file;
        }

        @SuppressWarnings("unchecked")
        static Map<String, Object> object(String text, String file) {
            Json json = new Json(text, file);
            Object value = json.value();
            json.blanks();
            if (!(value instanceof Map) || json.at != text.length()) {
                throw json.broken();
            }
            return (Map<String, Object>) value;
        }

        @SuppressWarnings("unchecked")
        static Map<String, Object> object(Map<String, Object> in, String name) {
            if (!(in.get(name) instanceof Map)) {
                throw new Broken("settlement.json: " + name + " is missing");
            }
            return (Map<String, Object>) in.get(name);
        }

        @SuppressWarnings("unchecked")
        static List<Map<String, Object>> objects(Map<String, Object> in, String name) {
            if (!(in.get(name) instanceof List<?> list) || !list.stream().allMatch(Map.class::isInstance)) {
                throw new Broken("settlement.json: " + name + " is missing");
            }
            return (List<Map<String, Object>>) in.get(name);
        }

        static String text(Object value) {
            return String.valueOf(value);
        }

        private Object value() {
            blanks();
            if (++depth > DEEPEST || at >= text.length()) {
                throw broken();
            }
            Object value = switch (text.charAt(at)) {
                case '{' -> members();
                case '[' -> elements();
                case '"' -> string();
                case 't' -> word("true", Boolean.TRUE);
                case 'f' -> word("false", Boolean.FALSE);
                case 'n' -> word("null", null);
                default -> number();
            };
            depth--;
            return value;
        }

        private Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>();
            at++;
            while (!ends('}', members.isEmpty())) {
                blanks();
                String name = string();
                blanks();
                expect(':');
                if (members.containsKey(name)) {
                    throw broken();
                }
                members.put(name, value());
            }
            return members;
        }

        private List<Object> elements() {
            List<Object> elements = new ArrayList<>();
            at++;
            while (!ends(']', elements.isEmpty())) {
                elements.add(value());
            }
            return elements;
        }

        private boolean ends(char end, boolean first) {
            blanks();
            if (at < text.length() && text.charAt(at) == end) {
                at++;
                return true;
            }
            if (!first) {
                expect(',');
            }
            return false;
        }

        private String string() {
            expect('"');
            StringBuilder string = new StringBuilder();
            while (at < text.length() && text.charAt(at) != '"') {
                char c = text.charAt(at++);
                if (c == '\\' && at < text.length()) {
                    c = escape(text.charAt(at++));
                }
                string.append(c);
            }
            expect('"');
            return string.toString();
        }

        private char escape(char c) {
            switch (c) {
                case 'n':
                    return '\n';
                case 't':
                    return '\t';
                case 'r':
                    return '\r';
                case 'b':
                    return '\b';
                case 'f':
                    return '\f';
                case 'u':
                    if (at + 4 > text.length()) {
                        throw broken();
                    }
                    at += 4;
                    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
                default:
                    return c;
            }
        }

        private Object word(String word, Object value) {
            if (!text.startsWith(word, at)) {
                throw broken();
            }
            at += word.length();
            return value;
        }

        private Object number() {
            int from = at;
            while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            if (from == at || at - from > MOST_DIGITS) {
                throw broken();
            }
            return new BigInteger(text.substring(from, at));
        }

        private void blanks() {
            while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private void expect(char c) {
            if (at >= text.length() || text.charAt(at) != c) {
                throw broken();
            }
            at++;
        }

        private Broken broken() {
            return new Broken(file + ": it is no JSON at character " + at);
        }
    }

    /** Writes JSON in the one form that it has in the pack. */
    private static final class JsonText {
        private final StringBuilder text = new StringBuilder();

        private JsonText() {}

        static String of(Object value) {
            JsonText json = new JsonText();
            json.value(value, "\n");
            return json.text.toString();
        }

        /** A value; the line end is what begins a line as far in as the value stands. */
        private void value(Object value, String line) {
            if (value instanceof Map<?, ?> members) {
                begin('{');
                members.forEach((name, member) -> {
                    next(line);
                    string((String) name);
                    text.append(" : ");
                    value(member, line + "  ");
                });
                end('}', line);
            } else if (value instanceof List<?> elements) {
                begin('[');
                elements.forEach(element -> {
                    next(line);
                    value(element, line + "  ");
                });
                end(']', line);
            } else if (value instanceof String string) {
                string(string);
            } else {
                text.append(value);
            }
        }

        private void begin(char bracket) {
            text.append(bracket);
        }

        private void next(String line) {
            boolean first = "{[".indexOf(text.charAt(text.length() - 1)) >= 0;
            text.append(first ? "" : ",").append(line).append("  ");
        }

        private void end(char bracket, String line) {
            boolean empty = "{[".indexOf(text.charAt(text.length() - 1)) >= 0;
            text.append(empty ? " " : line).append(bracket);
        }

        private void string(String string) {
            text.append('"');
            for (char c : string.toCharArray()) {
                int escape = "\b\t\n\f\r\"\\".indexOf(c);
                if (escape >= 0) {
                    text.append('\\').append("btnfr\"\\".charAt(escape));
                } else if (c < ' ') {
                    text.append(String.format(java.util.Locale.ROOT, "\\u%04X", (int) c));
                } else {
                    text.append(c);
                }
            }
            text.append('"');
        }
    }
}
