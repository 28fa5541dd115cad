package io.monthclose;

import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

/** The default zone and locale of the machine, as long as it is open; then they are what they were. */
public final class Machine implements AutoCloseable {
    /** Locales that write digits, letters or years of their own. */
    public static final List<Locale> LOCALES = List.of(
            Locale.forLanguageTag("tr-TR"),
            Locale.forLanguageTag("ar-SA-u-ca-islamic-nu-arab"),
            Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"),
            Locale.forLanguageTag("ja-JP-u-ca-japanese"),
            Locale.forLanguageTag("hi-IN-u-nu-deva"),
            Locale.forLanguageTag("lt-LT"));

    private final TimeZone zone = TimeZone.getDefault();
    private final Locale locale = Locale.getDefault();

    private Machine() {}

    /** A machine in that zone that speaks that language. */
    public static Machine in(String zone, Locale locale) {
        Machine machine = new Machine();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        Locale.setDefault(locale);
        return machine;
    }

    @Override
    public void close() {
        TimeZone.setDefault(zone);
        Locale.setDefault(locale);
    }
}
