package io.monthclose.intake;

/**
 * A master file, read once: what is hashed, kept and parsed are the same bytes.
 *
 * @param name without path
 * @param content all its bytes
 */
public record MasterFile(String name, byte[] content) {}
