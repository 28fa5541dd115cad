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
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
                new Proof(findings, asked).check(Files.readAllBytes(asked.file()));
            }
        } catch (Broken e) {
            findings.differs(e.getMessage());
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
                    file = Path.of(argument);
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
            if (!found.equals(expected)) {
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
                + "previous-root " + HEX64 + "\nzone ([^\n]+)\ncurrency ([A-Z]{3})\nsettled-as-of ([0-9T:+.Z-]+)\n"
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
            Matcher input = INPUT.matcher(text);
            Matcher tail = TAIL.matcher(text);
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
            int at = head.end();
            while (input.region(at, text.length()).lookingAt()) {
                inputs.add(new Input(
                        input.group(1),
                        Long.parseLong(input.group(2)),
                        Long.parseLong(input.group(3)),
                        input.group(4),
                        input.group(5)));
                at = input.end();
            }
            if (!tail.region(at, text.length()).matches()) {
                throw new Broken("root statement: it does not go on as one after " + at + " characters");
            }
            rejects = Long.parseLong(tail.group(1));
            rejectsSha256 = tail.group(2);
            accounts = Long.parseLong(tail.group(3));
            tree = tail.group(4);
            root = sha256(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The text that a month's seal is the hash of. */
    private static final class SealStatement {
        private static final Pattern HEAD = Pattern.compile("month-close book seal, format 1\nmonth ([0-9]{4}-[0-9]{2})\n"
                + "root " + HEX64 + "\nprevious-seal " + HEX64 + "\nclosed-by launch ([0-9]{1,18})\n"
                + "program ([0-9a-f]{64}|unknown) ([^\n]*)\n");
        private static final Pattern SECTION = Pattern.compile(
                "(table|history) ([a-z_]+) " + COUNT + " " + HEX64 + " ([a-z0-9_]+(?:,[a-z0-9_]+)*)\n");

        final String month;
        final String root;
        final String previousSeal;
        final String launch;
        final String build;
        final String version;
        final Map<String, Section> sections = new LinkedHashMap<>();
        final String seal;

        record Section(String kind, long rows, String sha256, List<String> columns) {}

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
            Matcher section = SECTION.matcher(text);
            int at = head.end();
            while (section.region(at, text.length()).lookingAt()) {
                sections.put(
                        section.group(2),
                        new Section(
                                section.group(1),
                                Long.parseLong(section.group(3)),
                                section.group(4),
                                List.of(section.group(5).split(","))));
                at = section.end();
            }
            if (at != text.length()) {
                throw new Broken("seal-statement.txt: it does not go on as one after " + at + " characters");
            }
            seal = sha256(text.getBytes(StandardCharsets.UTF_8));
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

    /** Checks that the rows of one account agree with each other. */
    private static final class Account {
        private static final Pattern MONEY = Pattern.compile("0\\.[0-9]{2}|-?[1-9][0-9]*\\.[0-9]{2}|-0\\.(?!00)[0-9]{2}");
        private static final Pattern EXACT =
                Pattern.compile("0|-?[1-9][0-9]*(\\.[0-9]*[1-9])?|-?0\\.[0-9]*[1-9]");
        private static final Pattern CALLS = Pattern.compile("0|[1-9][0-9]{0,18}");
        private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

        private final String month;
        private final String currency;
        private final String settledAsOf;
        private final String account;
        private final Map<String, List<String[]>> rows;
        private final Findings findings;
        private final Sums sums;

        Account(RootStatement root, String account, Map<String, List<String[]>> rows, Findings findings, Sums sums) {
            this.month = root.month;
            this.currency = root.currency;
            this.settledAsOf = root.settledAsOf;
            this.account = account;
            this.rows = rows;
            this.findings = findings;
            this.sums = sums;
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
                ledger(bills.get(0), freezes.get(0));
            }
        }

        private List<String[]> of(String name) {
            return rows.getOrDefault(name, List.of());
        }

        private void bill(String[] row, BigDecimal linesTotal) {
            String file = "bills.csv";
            same(file, "bill_id", row[2], month + "-" + account);
            same(file, "currency", row[3], currency);
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
            if (held) {
                same(file, "frozen", frozen, wanted);
            }
            if (released.signum() < 0 || wanted.signum() < 0 || frozen.signum() < 0) {
                differs(file, "amounts", "one is below 0");
            }
            String otherwise = wanted.signum() > 0 && !held ? "SUSPENDED" : "ACTIVE";
            String status = bill[7].startsWith("-") ? "ARREARS" : otherwise;
            if (!row[6].equals("CLOSED")) {
                same(file, "account_status", row[6], status);
            } else if (wanted.signum() != 0) {
                differs(file, "wanted", "a closed account wants no freeze");
            }
            sums.add("released", released);
            sums.add("freeze_wanted", wanted);
            sums.add("frozen", frozen);
            if (row[6].equals("SUSPENDED")) {
                sums.add("accounts_suspended", BigDecimal.ONE);
            }
        }

        private void ledger(String[] bill, String[] freeze) {
            String file = "ledger.csv";
            List<String> kinds = List.of("TOP_UP", "RELEASE", "CHARGE", "FREEZE");
            List<String> sides = List.of("CASH,AVAILABLE", "FROZEN,AVAILABLE", "AVAILABLE,REVENUE", "AVAILABLE,FROZEN");
            Map<String, BigDecimal> moved = new HashMap<>();
            int number = 0;
            int last = 0;
            for (String[] row : of(file)) {
                number++;
                same(file, "entry_id", row[1], month + "-" + account + "#" + String.format(java.util.Locale.ROOT, "%06d", number));
                int kind = kinds.indexOf(row[3]);
                BigDecimal amount = money(file, row[1] + " amount", row[6]);
                if (kind < last || amount.signum() <= 0 || (kind == last && kind > 0)) {
                    differs(file, row[1], row[3] + " of " + row[6] + " cannot stand there");
                } else {
                    same(file, row[1] + " debit and credit", row[4] + "," + row[5], sides.get(kind));
                    last = kind;
                }
                if (kind > 0) {
                    same(file, row[1] + " effective_at", row[7], settledAsOf);
                }
                moved.merge(row[3], amount, BigDecimal::add);
            }
            BigDecimal none = new BigDecimal("0.00");
            same(file, "RELEASE", moved.getOrDefault("RELEASE", none).toString(), freeze[2]);
            same(file, "CHARGE", moved.getOrDefault("CHARGE", none).toString(), bill[6]);
            same(file, "FREEZE", moved.getOrDefault("FREEZE", none).toString(), freeze[4]);
            sums.add("topped_up", moved.getOrDefault("TOP_UP", none));
            sums.add("charged", moved.getOrDefault("CHARGE", none));
        }

        private String follows(String file, String before, String key) {
            if (before.compareTo(key) >= 0) {
                differs(file, key, "it is not behind " + before);
            }
            return key;
        }

        private BigDecimal money(String file, String field, String text) {
            return number(file, field, text, MONEY, "money with 2 decimals");
        }

        private BigDecimal exact(String file, String field, String text) {
            return number(file, field, text, EXACT, "an exact amount");
        }

        private BigDecimal calls(String file, String field, String text) {
            return number(file, field, text, CALLS, "a number of calls");
        }

        private BigDecimal number(String file, String field, String text, Pattern form, String what) {
            if (!form.matcher(text).matches()) {
                throw new Broken(file + " account " + account + " " + field + ": '" + text + "' is not " + what);
            }
            return new BigDecimal(text);
        }

        private static String plain(BigDecimal value) {
            return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        }

        private void same(String file, String field, Object found, Object expected) {
            findings.same(file + " account " + account + " " + field, found, expected);
        }

        private void differs(String file, String field, String what) {
            findings.differs(file + " account " + account + " " + field + ": " + what);
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
        private static final Pattern PATH = Pattern.compile("\npath ([0-9]{1,2})\n((?:[0-9a-f]{64}\n)*)\nroot statement\n");

        private final Findings findings;
        private final Asked asked;

        Proof(Findings findings, Asked asked) {
            if (asked.seal() != null) {
                throw new WrongUse("--seal: the proof of an account has no seal, compare it with --root");
            }
            this.findings = findings;
            this.asked = asked;
        }

        void check(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
                throw new Broken("the proof is no text in UTF-8");
            }
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
            String rest = text;
            for (Map.Entry<String, String> document : DOCUMENTS.entrySet()) {
                String begin = "\ndocument " + document.getKey() + "\n" + document.getValue() + "\n";
                if (!rest.startsWith(begin)) {
                    continue;
                }
                leaf.update((document.getKey() + "\n").getBytes(StandardCharsets.US_ASCII));
                rest = rest.substring(begin.length());
                List<String[]> found = new ArrayList<>();
                while (!rest.isEmpty() && !rest.startsWith("\n")) {
                    String row = rest.substring(0, rest.indexOf('\n'));
                    leaf.update((row + "\n").getBytes(StandardCharsets.UTF_8));
                    String[] fields = fields(document.getKey(), document.getValue(), row, root.month);
                    findings.same(document.getKey() + " account_id", fields[accountColumn(document.getKey())], account);
                    found.add(fields);
                    rest = rest.substring(row.length() + 1);
                }
                if (found.isEmpty()) {
                    throw new Broken(document.getKey() + ": it has no row in the proof");
                }
                rows.put(document.getKey(), found);
            }
            if (!rest.isEmpty()) {
                throw new Broken("the proof goes on in another way than it should: " + rest);
            }
            new Account(root, account, rows, findings, new Sums()).check();
            return leaf.digest();
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
            if (entry.size() > 1 << 28) {
                throw new Broken(name + ": " + entry.size() + " bytes are too many");
            }
            return new String(bytes(entry.at(), (int) entry.size()), StandardCharsets.UTF_8);
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
            Entry last = archive.get(LAST);
            findings.same(LAST, archive.text(LAST).trim(), archive.sha256Of(archive.part(0, last.headerAt())));
            findings.same(LAST + " bytes", last.size(), 65L);
            RootStatement root = new RootStatement(archive.text("root-statement.txt"));
            SealStatement seal = new SealStatement(archive.text("seal-statement.txt"));
            compare("--root", asked.root(), root.root, findings);
            compare("--seal", asked.seal(), seal.seal, findings);
            Map<String, Object> manifest = Json.object(archive.text("manifest.json"), "manifest.json");
            Map<String, Object> settlement = Json.object(archive.text("settlement.json"), "settlement.json");
            names(archive, root);
            manifest(archive, manifest, settlement, root, seal);
            inputs(archive, root, settlement);
            long before = findings.count();
            Sums sums = accounts(archive, root);
            findings.holdsSince(
                    before,
                    "the documents make the root, and agree with each other for each of " + root.accounts
                            + " accounts: lines, calls, draws, packs, rounding, movements of money");
            totals(archive, root, settlement, sums);
            history(archive, root, settlement, manifest, seal);
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
                    "manifest.json",
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

        private void manifest(
                Archive archive,
                Map<String, Object> manifest,
                Map<String, Object> settlement,
                RootStatement root,
                SealStatement seal)
                throws IOException {
            String file = "manifest.json ";
            findings.same(file + "format", manifest.get("format"), "month-close evidence, format 1");
            findings.same(file + "root", manifest.get("root"), root.root);
            findings.same(file + "previous_root", manifest.get("previous_root"), root.previousRoot);
            findings.same(file + "seal", manifest.get("seal"), seal.seal);
            findings.same(file + "previous_seal", manifest.get("previous_seal"), seal.previousSeal);
            findings.same("seal-statement.txt root", seal.root, root.root);
            findings.same("seal-statement.txt month", seal.month, root.month);
            Map<String, Object> program = Json.object(manifest, "program");
            findings.same(file + "program version", program.get("version"), seal.version);
            findings.same(
                    file + "program build", Json.text(program.get("build_sha256")), seal.build.equals("unknown") ? "null" : seal.build);
            for (Map.Entry<String, Object> said : settlement.entrySet()) {
                if (manifest.containsKey(said.getKey())) {
                    findings.same(file + said.getKey(), Json.text(manifest.get(said.getKey())), Json.text(said.getValue()));
                } else if (!said.getKey().equals("files")) {
                    findings.differs(file + said.getKey() + ": it is missing");
                }
            }
            List<String> entries = new ArrayList<>();
            for (Entry entry : archive.entries.values()) {
                if (!entry.name().equals("manifest.json") && !entry.name().equals(LAST)) {
                    entries.add(entry.name() + " " + entry.size() + " " + archive.sha256Of(entry.name()));
                }
            }
            long before = findings.count();
            findings.same(file + "entries", listed(manifest, "entries"), entries);
            findings.holdsSince(before, "each of " + entries.size() + " entries has the size and SHA-256 that the manifest says");
        }

        private static List<String> listed(Map<String, Object> json, String name) {
            List<String> listed = new ArrayList<>();
            for (Map<String, Object> file : Json.objects(json, name)) {
                listed.add(file.get("name") + " " + file.get("bytes") + " " + file.get("sha256"));
            }
            return listed;
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

        /** Control totals and invariants, as far as the documents tell. */
        private void totals(Archive archive, RootStatement root, Map<String, Object> settlement, Sums sums) throws IOException {
            long before = findings.count();
            String file = "settlement.json ";
            findings.same(file + "month", settlement.get("month"), root.month);
            findings.same(file + "provisional", settlement.get("provisional"), Boolean.FALSE);
            findings.same(file + "settlement_instant", settlement.get("settlement_instant"), root.settledAsOf);
            findings.same(file + "currency", settlement.get("currency"), root.currency);
            findings.same(file + "zone", escaped(Json.text(settlement.get("zone"))), root.zone);
            findings.same(file + "root", settlement.get("root"), root.root);
            findings.same(file + "previous_root", settlement.get("previous_root"), root.previousRoot);
            Map<String, Object> book = Json.object(settlement, "price_book");
            findings.same(file + "price_book", book.get("sha256"), root.priceBookSha256);
            findings.same(file + "price_book version", escaped((String) book.get("version")), root.priceBookVersion);
            Map<String, Object> totals = Json.object(settlement, "totals");
            for (String name : List.of(
                    "accounts_billed", "metered_calls", "beta_calls", "free_calls", "prepaid_calls", "billable_calls",
                    "lines_total", "rounding", "billed", "topped_up", "released", "freeze_wanted", "frozen",
                    "accounts_in_arrears", "arrears", "accounts_suspended")) {
                findings.same(file + name, number(totals, name), sums.of(name).stripTrailingZeros());
            }
            findings.same("ledger.csv: all charges", sums.of("charged"), sums.of("billed"));
            BigDecimal parts = number(totals, "lines_accepted").add(number(totals, "lines_duplicate")).add(number(totals, "lines_rejected"));
            findings.same(file + "lines_read", number(totals, "lines_read"), parts.stripTrailingZeros());
            findings.same(file + "accounts_parked", number(totals, "accounts_parked").signum(), 0);
            rejects(archive, root, settlement, totals);
            List<Map<String, Object>> invariants = Json.objects(settlement, "invariants");
            findings.same(file + "invariants", invariants.size(), 7);
            for (Map<String, Object> invariant : invariants) {
                findings.same(file + "invariant " + invariant.get("number"), invariant.get("holds"), Boolean.TRUE);
            }
            List<String> files = new ArrayList<>();
            for (String name : archive.entries.keySet()) {
                if (name.endsWith(".csv") && !name.contains("/")) {
                    files.add(name + " " + archive.get(name).size() + " " + archive.sha256Of(name));
                }
            }
            List<String> listed = listed(settlement, "files");
            listed.removeIf(said -> said.startsWith("index.html "));
            findings.same(file + "files", listed, files);
            findings.holdsSince(before, "the control totals are the sums of the documents, and all 7 invariants were found to hold");
        }

        private static BigDecimal number(Map<String, Object> totals, String name) {
            return new BigDecimal(Json.text(totals.get(name))).stripTrailingZeros();
        }

        private void rejects(Archive archive, RootStatement root, Map<String, Object> settlement, Map<String, Object> totals)
                throws IOException {
            findings.same("root-statement.txt rejects", root.rejectsSha256, archive.sha256Of("rejects.csv"));
            TreeMap<String, Long> reasons = new TreeMap<>();
            long rows = 0;
            try (InputStream in = archive.open(archive.get("rejects.csv"))) {
                List<String> header = quoted(in);
                findings.same("rejects.csv: its columns", header, List.of("file", "line", "reason", "detail", "raw"));
                for (List<String> row = quoted(in); row != null; row = quoted(in)) {
                    findings.same("rejects.csv row " + (rows + 1) + ": its fields", row.size(), 5);
                    reasons.merge(row.size() > 2 ? row.get(2) : "", 1L, Long::sum);
                    rows++;
                }
            }
            findings.same("root-statement.txt rejects, their number", root.rejects, rows);
            findings.same("settlement.json lines_rejected", number(totals, "lines_rejected"), BigDecimal.valueOf(rows).stripTrailingZeros());
            TreeMap<String, Long> said = new TreeMap<>();
            for (Map<String, Object> reason : Json.objects(settlement, "rejects")) {
                said.put(Json.text(reason.get("reason")), Long.parseLong(Json.text(reason.get("lines"))));
            }
            findings.same("settlement.json rejects", said, reasons);
        }

        /** The next row of CSV as RFC 4180 has it; null at the end. */
        private static List<String> quoted(InputStream in) throws IOException {
            List<String> fields = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            boolean quoted = false;
            byte[] one = new byte[1];
            boolean any = false;
            while (in.read(one, 0, 1) == 1) {
                char c = (char) (one[0] & 0xFF);
                any = true;
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    fields.add(field.toString());
                    field.setLength(0);
                } else if (c == '\n' && !quoted) {
                    fields.add(field.toString());
                    return fields;
                } else {
                    field.append(c);
                }
            }
            if (any) {
                throw new Broken("rejects.csv: its last row does not end");
            }
            return null;
        }

        /** What the seal says of rows that are in the pack, too. */
        private void history(
                Archive archive,
                RootStatement root,
                Map<String, Object> settlement,
                Map<String, Object> manifest,
                SealStatement seal)
                throws IOException {
            long before = findings.count();
            for (String table : List.of("launch", "launch_event")) {
                String text = archive.text("history/" + table + ".txt");
                SealStatement.Section section = section(seal, table);
                String header = String.join("\t", section.columns()) + "\n";
                if (!text.startsWith(header)) {
                    throw new Broken("history/" + table + ".txt: its columns are not those of the seal");
                }
                String rows = text.substring(header.length());
                findings.same("history/" + table + ".txt", sha256(rows.getBytes(StandardCharsets.UTF_8)), section.sha256());
                findings.same("history/" + table + ".txt: its rows", rows.chars().filter(c -> c == '\n').count(), section.rows());
                if (table.equals("launch")) {
                    closedBy(rows, section.columns(), manifest, seal);
                }
            }
            documents(archive, root, settlement, seal);
            findings.holdsSince(before, "the history is the one under the seal of the pack: who launched what, when and why, up to the close");
        }

        private static SealStatement.Section section(SealStatement seal, String table) {
            SealStatement.Section section = seal.sections.get(table);
            if (section == null) {
                throw new Broken("seal-statement.txt: " + table + " is missing");
            }
            return section;
        }

        private void closedBy(String rows, List<String> columns, Map<String, Object> manifest, SealStatement seal) {
            Map<String, Object> said = Json.object(manifest, "closed_by");
            findings.same("manifest.json closed_by launch", Json.text(said.get("launch")), seal.launch);
            int id = columns.indexOf("launch_id");
            for (String row : rows.split("\n")) {
                String[] fields = row.split("\t", -1);
                if (id >= 0 && fields.length == columns.size() && fields[id].equals(seal.launch)) {
                    for (String name : List.of(
                            "command", "operator", "os_user", "host", "program_version", "options", "started_at")) {
                        findings.same(
                                "manifest.json closed_by " + name,
                                escaped(Json.text(said.get(name))),
                                fields[columns.indexOf(name)]);
                    }
                    return;
                }
            }
            findings.differs("history/launch.txt: launch " + seal.launch + ", which closed the month, is not there");
        }

        /** The hashes of all documents, index.html too, are rows under the seal; so is what the invariants came to. */
        private void documents(Archive archive, RootStatement root, Map<String, Object> settlement, SealStatement seal)
                throws IOException {
            TreeMap<String, Map<String, String>> documents = new TreeMap<>();
            for (Map<String, Object> said : Json.objects(settlement, "files")) {
                documents.put(
                        Json.text(said.get("name")),
                        Map.of("bytes", Json.text(said.get("bytes")), "sha256", Json.text(said.get("sha256"))));
            }
            documents.put(
                    "settlement.json",
                    Map.of(
                            "bytes", Long.toString(archive.get("settlement.json").size()),
                            "sha256", archive.sha256Of("settlement.json")));
            StringBuilder rows = new StringBuilder();
            SealStatement.Section section = section(seal, "month_document");
            documents.forEach((name, document) -> {
                List<String> values = new ArrayList<>();
                for (String column : section.columns()) {
                    values.add(switch (column) {
                        case "billing_month" -> root.month;
                        case "name" -> name;
                        default -> document.getOrDefault(column, "?");
                    });
                }
                rows.append(String.join("\t", values)).append('\n');
            });
            findings.same("seal-statement.txt month_document", section.sha256(), sha256(rows.toString().getBytes(StandardCharsets.UTF_8)));
            StringBuilder found = new StringBuilder();
            SealStatement.Section invariants = section(seal, "invariant_result");
            for (Map<String, Object> invariant : Json.objects(settlement, "invariants")) {
                List<String> values = new ArrayList<>();
                for (String column : invariants.columns()) {
                    values.add(column.equals("billing_month") ? root.month : escaped(Json.text(invariant.get(column))));
                }
                found.append(String.join("\t", values)).append('\n');
            }
            findings.same("seal-statement.txt invariant_result", invariants.sha256(), sha256(found.toString().getBytes(StandardCharsets.UTF_8)));
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
                throw new Broken(name + " is missing in manifest.json or settlement.json");
            }
            return (Map<String, Object>) in.get(name);
        }

        @SuppressWarnings("unchecked")
        static List<Map<String, Object>> objects(Map<String, Object> in, String name) {
            if (!(in.get(name) instanceof List<?> list) || !list.stream().allMatch(Map.class::isInstance)) {
                throw new Broken(name + " is missing in manifest.json or settlement.json");
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
            if (from == at || at - from > 100) {
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
}
