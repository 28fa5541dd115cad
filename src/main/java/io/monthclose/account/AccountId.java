package io.monthclose.account;

/**
 * The id of an account, of the form {@link IdFormat} says; ordered by its UTF-8 bytes.
 *
 * @param value the id as written in the input
 */
public record AccountId(String value) implements Comparable<AccountId> {
    /** Checks the form. */
    public AccountId {
        if (!IdFormat.isValid(value)) {
            throw new IllegalArgumentException("an account id is 1 to 64 of A-Z a-z 0-9 . _ : -");
        }
    }

    /** Whether the text can be the id of an account. */
    public static boolean isValid(String text) {
        return IdFormat.isValid(text);
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    /** The id alone. */
    @Override
    public String toString() {
        return value;
    }
}
