package io.monthclose.export;

/**
 * A document as written.
 *
 * @param name the file's name
 * @param bytes its size
 * @param sha256 of its bytes, in hex
 */
public record WrittenFile(String name, long bytes, String sha256) {}
