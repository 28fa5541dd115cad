package io.monthclose.export;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import io.monthclose.intake.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Objects;
import java.util.TimeZone;
import javax.xml.transform.TransformerException;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.xmpbox.XMPMetadata;
import org.apache.xmpbox.schema.PDFAIdentificationSchema;
import org.apache.xmpbox.type.BadFieldValueException;
import org.apache.xmpbox.xml.XmpSerializer;

/**
 * Prints statements as PDF/A-2b with their fonts in them. The same page gives the same bytes: no clock, and the id is made of the
 * bill's. Fonts are read once; one instance serves one thread.
 */
final class StatementPdf {
    private static final String PRODUCER = "month-close";
    private static final int REGULAR = 400;
    private static final int BOLD = 700;

    private final TrueTypeFont regular = font("LiberationSans-Regular.ttf");
    private final TrueTypeFont bold = font("LiberationSans-Bold.ttf");
    private final TrueTypeFont han = font("DroidSansFallbackFull.ttf");
    private final byte[] colors = resource("srgb.icc");

    static {
        XRLog.setLoggingEnabled(false);
    }

    /**
     * The PDF of a page.
     *
     * @param html the page
     * @param title its title
     * @param date what it is dated
     */
    byte[] print(String html, String title, Instant date) {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            try (PdfBoxRenderer renderer =
                    builder(document).withHtmlContent(html, null).buildPdfRenderer()) {
                renderer.createPDFKeepOpen();
                label(document, title, calendar(date));
                document.setDocumentId(id(html));
                document.save(bytes);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("statement " + title, e);
        }
    }

    /** Another page, another id. */
    private static long id(String html) {
        return ByteBuffer.wrap(Sha256.start().digest(html.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private PdfRendererBuilder builder(PDDocument document) throws IOException {
        PDFontSupplier hanFont = embedded(document, han);
        return new PdfRendererBuilder()
                .usePDDocument(document)
                .usePdfAConformance(PdfAConformance.PDFA_2_B)
                .useColorProfile(colors)
                .useReplacementText("?")
                .useExternalResourceAccessControl(
                        (_, _) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                .useFont(embedded(document, regular), "Statement Latin", REGULAR, FontStyle.NORMAL, true)
                .useFont(embedded(document, bold), "Statement Latin", BOLD, FontStyle.NORMAL, true)
                .useFont(hanFont, "Statement Han", REGULAR, FontStyle.NORMAL, true)
                .useFont(hanFont, "Statement Han", BOLD, FontStyle.NORMAL, true);
    }

    private static PDFontSupplier embedded(PDDocument document, TrueTypeFont font) throws IOException {
        return new PDFontSupplier(PDType0Font.load(document, font, true));
    }

    /** What says what the document is, in place of what the library says with the clock's time. */
    private static void label(PDDocument document, String title, Calendar date) throws IOException {
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(title);
        information.setProducer(PRODUCER);
        information.setCreationDate(date);
        information.setModificationDate(date);
        document.setDocumentInformation(information);
        XMPMetadata xmp = XMPMetadata.createXMPMetadata();
        xmp.createAndAddDublinCoreSchema().setTitle(title);
        xmp.createAndAddAdobePDFSchema().setProducer(PRODUCER);
        var basic = xmp.createAndAddXMPBasicSchema();
        basic.setCreateDate(date);
        basic.setModifyDate(date);
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PDFAIdentificationSchema identification = xmp.createAndAddPDFAIdentificationSchema();
            identification.setPart(2);
            identification.setConformance("B");
            new XmpSerializer().serialize(xmp, bytes, true);
            PDMetadata metadata = new PDMetadata(document);
            metadata.importXMPMetadata(bytes.toByteArray());
            document.getDocumentCatalog().setMetadata(metadata);
        } catch (BadFieldValueException | TransformerException e) {
            throw new IOException(e);
        }
    }

    private static Calendar calendar(Instant date) {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        calendar.setTimeInMillis(date.toEpochMilli());
        return calendar;
    }

    private static TrueTypeFont font(String name) {
        try {
            TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(resource(name)));
            // Ligatures: of no use to figures, and half of the time.
            font.setEnableGsub(false);
            return font;
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(StatementPdf.class.getResourceAsStream("statement/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
