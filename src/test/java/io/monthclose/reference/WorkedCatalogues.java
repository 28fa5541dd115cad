package io.monthclose.reference;

import io.monthclose.reference.Catalogue.Api;
import io.monthclose.reference.Catalogue.Tier;
import io.monthclose.reference.Catalogue.Version;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Catalogues of the worked examples that differ from the shipped one. */
final class WorkedCatalogues {
    private WorkedCatalogues() {}

    /** The shipped catalogue, with a second price version of {@code DetectProduct} from an instant on. */
    static Catalogue productCheaperFrom(String from, String firstPrice, String priceFromMillion) {
        Catalogue shipped = Catalogue.shipped();
        List<Tier> tiers = List.of(
                new Tier(BigInteger.ZERO, new BigDecimal(firstPrice)),
                new Tier(BigInteger.valueOf(1_000_000), new BigDecimal(priceFromMillion)));
        Api product = shipped.api("DetectProduct");
        Version cheaper = new Version(from.substring(0, 10), Instant.parse(from), false, tiers);
        List<Version> versions = List.of(product.versions().getFirst(), cheaper);
        SortedMap<String, Api> apis = new TreeMap<>(shipped.apis());
        apis.put(
                product.code(), new Api(product.code(), product.name(), product.group(), product.freePool(), versions));
        return new Catalogue(
                shipped.version(),
                shipped.currency(),
                shipped.zone(),
                shipped.settlementWindowDays(),
                shipped.switches(),
                shipped.groups(),
                shipped.freePools(),
                apis);
    }
}
