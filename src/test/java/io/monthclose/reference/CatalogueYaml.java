package io.monthclose.reference;

import io.monthclose.reference.Catalogue.Api;
import io.monthclose.reference.Catalogue.Switches;
import io.monthclose.reference.Catalogue.Tier;
import io.monthclose.reference.Catalogue.Version;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** Writes a catalogue as price-book YAML. */
final class CatalogueYaml {
    private final StringBuilder yaml = new StringBuilder();
    private final Catalogue catalogue;

    private CatalogueYaml(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    static String write(Catalogue catalogue) {
        CatalogueYaml writer = new CatalogueYaml(catalogue);
        writer.writeHead();
        catalogue.apis().values().forEach(writer::writeApi);
        return writer.yaml.toString();
    }

    private void writeHead() {
        line("version: " + quoted(catalogue.version()));
        line("currency: " + catalogue.currency());
        line("zone: " + quoted(zoneText(catalogue.zone())));
        line("settlement_window_days: " + catalogue.settlementWindowDays());
        Switches switches = catalogue.switches();
        line("switches:");
        line("  tier_volume: " + word(switches.tierVolume()));
        line("  freeze_usage: " + word(switches.freezeUsage()));
        line("  freeze_price: " + word(switches.freezePrice()));
        line("  freeze_ratio_percent: " + switches.freezeRatioPercent().toPlainString());
        line("groups:");
        catalogue
                .groups()
                .forEach((code, group) ->
                        line("  " + code + ": {name: " + quoted(group.name()) + ", prepaid: " + group.prepaid() + "}"));
        line("free_pools:");
        catalogue.freePools().forEach((name, calls) -> line("  " + name + ": " + calls));
        line("apis:");
    }

    private void writeApi(Api api) {
        line("  - code: " + api.code());
        line("    name: " + quoted(api.name()));
        line("    group: " + api.group());
        if (api.freePool() != null) {
            line("    free_pool: " + api.freePool());
        }
        line("    prices:");
        api.versions().forEach(this::writeVersion);
    }

    private void writeVersion(Version version) {
        line("      - version: " + quoted(version.name()));
        line("        from: " + quoted(ReferenceTime.format(version.from(), catalogue.zone())));
        if (version.beta()) {
            line("        beta: true");
        } else {
            line("        tiers:");
            writeTiers(version.tiers());
        }
    }

    private void writeTiers(List<Tier> tiers) {
        for (int i = 0; i < tiers.size(); i++) {
            String upTo = i + 1 < tiers.size() ? ", to: " + tiers.get(i + 1).from() : "";
            String price = tiers.get(i).pricePerThousand().toPlainString();
            line("          - {from: " + tiers.get(i).from() + upTo + ", price_per_1000: " + price + "}");
        }
    }

    private static String zoneText(ZoneId zone) {
        return zone.getId().equals("Z") ? "+00:00" : zone.getId();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private void line(String text) {
        yaml.append(text).append('\n');
    }
}
