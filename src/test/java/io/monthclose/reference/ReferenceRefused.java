package io.monthclose.reference;

import java.util.List;

/** The input, or the order of the months, is such that the program has to refuse the close. */
public final class ReferenceRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReferenceRefused(List<String> faults) {
        super(String.join("\n", faults));
    }
}
