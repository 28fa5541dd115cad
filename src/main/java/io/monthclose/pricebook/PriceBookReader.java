package io.monthclose.pricebook;

import io.monthclose.period.SettlementWindow;
import io.monthclose.problem.ProblemException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a price book from YAML and refuses it whole with every fault in one list, each with line and column (rules,
 * "Catalogue"). Only the shape of the YAML is taken from the parser; every value is read strictly from its text.
 */
public final class PriceBookReader {
    private static final List<String> KEYS = List.of(
            "version", "currency", "zone", "settlement_window_days", "switches", "groups", "free_pools", "apis");

    private final BookFaults faults;
    private final Nodes nodes;
    private final Scalars scalars;

    private PriceBookReader(BookFaults faults) {
        this.faults = faults;
        this.nodes = new Nodes(faults);
        this.scalars = new Scalars(faults, nodes);
    }

    /**
     * Reads and checks a price book.
     *
     * @param yaml the bytes of the file, UTF-8
     * @param sourceName the name of the file, for messages
     * @throws ProblemException with {@code CONFIGURATION_REFUSED} and every fault
     */
    public static PriceBook read(byte[] yaml, String sourceName) {
        BookFaults faults = new BookFaults(sourceName);
        Node root = compose(yaml, faults);
        faults.throwIfAny();
        return new PriceBookReader(faults).book(root, sha256(yaml));
    }

    private PriceBook book(@Nullable Node root, String sha256) {
        if (root == null) {
            faults.inWhole("the file is empty");
        }
        Map<String, Node> fields = nodes.fields(root, "a price book", KEYS, List.of());
        String version = scalars.id(fields.get("version"), "version");
        String currency = scalars.currency(fields.get("currency"), "currency");
        ZoneId zone = scalars.zone(fields.get("zone"), "zone");
        Long days = scalars.wholeNumber(
                fields.get("settlement_window_days"), "settlement_window_days", 1, SettlementWindow.MOST_DAYS);
        Switches switches = switches(fields.get("switches"));
        CatalogueReader catalogue = new CatalogueReader(faults, nodes, scalars);
        SortedMap<String, Group> groups = catalogue.groups(fields.get("groups"));
        SortedMap<String, Long> pools = catalogue.freePools(fields.get("free_pools"));
        SortedMap<String, Api> apis = catalogue.apis(fields.get("apis"), groups, pools.keySet());
        faults.throwIfAny();
        if (version == null || currency == null || zone == null || days == null || switches == null) {
            throw new IllegalStateException("a fault of the price book was not told");
        }
        return new PriceBook(version, sha256, currency, zone, days.intValue(), switches, groups, pools, apis);
    }

    private @Nullable Switches switches(@Nullable Node node) {
        Map<String, Node> fields = nodes.fields(
                node,
                "switches",
                List.of("tier_volume", "freeze_usage", "freeze_price", "freeze_ratio_percent"),
                List.of());
        TierVolume volume = scalars.choice(fields.get("tier_volume"), "tier_volume", TierVolume.values());
        FreezeUsage usage = scalars.choice(fields.get("freeze_usage"), "freeze_usage", FreezeUsage.values());
        FreezePrice price = scalars.choice(fields.get("freeze_price"), "freeze_price", FreezePrice.values());
        BigDecimal ratio = scalars.decimal(
                fields.get("freeze_ratio_percent"),
                "freeze_ratio_percent",
                Switches.MOST_RATIO_PERCENT,
                Switches.MOST_RATIO_DECIMALS);
        if (volume == null || usage == null || price == null || ratio == null) {
            return null;
        }
        return new Switches(volume, usage, price, ratio);
    }

    private static @Nullable Node compose(byte[] yaml, BookFaults faults) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(yaml))
                    .toString();
            return new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (CharacterCodingException notText) {
            faults.inWhole("not valid UTF-8");
        } catch (MarkedYAMLException notYaml) {
            faults.at(notYaml.getProblemMark(), "not YAML: " + notYaml.getProblem());
        } catch (YAMLException | IllegalArgumentException notYaml) {
            // The parser has no exception of its own for a tag with blanks around it.
            faults.inWhole("not YAML: "
                    + String.valueOf(notYaml.getMessage()).lines().findFirst().orElse(""));
        }
        return null;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
