package io.monthclose.intake;

/**
 * A line-aligned part of a usage file, the item of {@code takeUsage}. A slice of a query that was taken is told the same way: one
 * file of its own, without a header, from its first byte and line on.
 *
 * @param number its number in the take, from 0, in the order of files and lines
 * @param file the file's rank by name
 * @param fromByte where its first line begins
 * @param untilByte where the line after its last one begins
 * @param firstLine the number of its first line; the header is line 1
 * @param lines how many lines it has, at least 1; a slice of a query may have none
 * @param sha256 of its bytes as they were when the take was planned
 */
public record Slice(int number, int file, long fromByte, long untilByte, long firstLine, long lines, String sha256) {}
