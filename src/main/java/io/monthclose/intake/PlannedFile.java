package io.monthclose.intake;

import java.util.List;

/**
 * A usage file as found: what identifies it, and how it is cut.
 *
 * @param name without path
 * @param bytes its size
 * @param lines its lines without the header
 * @param sha256 of all its bytes
 * @param header its columns
 * @param slices its slices, numbered from the number the planner was given
 */
public record PlannedFile(String name, long bytes, long lines, String sha256, Header header, List<Slice> slices) {
    /** Copies the list. */
    public PlannedFile {
        slices = List.copyOf(slices);
    }
}
