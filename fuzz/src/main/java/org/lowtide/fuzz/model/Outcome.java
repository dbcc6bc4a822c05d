package org.lowtide.fuzz.model;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended, and with what.
 *
 * @param status returned, refused or crashed
 * @param value what was returned: a {@code Long}, {@code Boolean}, {@code Byte}, {@code byte[]}, {@code BigInteger} or
 *     {@code String}; null for nothing
 * @param thrown what was thrown, where something was and it was observed rather than expected
 */
public record Outcome(Status status, @Nullable Object value, @Nullable Throwable thrown) {

  /** A call that returned nothing. */
  public static final Outcome DONE = new Outcome(Status.OK, null, null);

  private static final int SHOWN_BYTES = 64;
  private static final int SHOWN_BITS = 8 * SHOWN_BYTES;
  private static final int SHOWN_CHARACTERS = 400;
  private static final Pattern ADDRESS = Pattern.compile("(@|\\baddress: ?)(0x)?[0-9a-f]+\\b");

  /**
   * A call that returned something.
   *
   * @param value what was returned
   * @return the outcome
   */
  public static Outcome returned(Object value) {
    return new Outcome(Status.OK, value, null);
  }

  /**
   * A call that is refused.
   *
   * @param status anything but {@link Status#OK}
   * @return the outcome
   */
  public static Outcome refused(Status status) {
    return new Outcome(status, null, null);
  }

  /**
   * Whether another call ended the same way: same status, equal value.
   *
   * @param other the other
   * @return whether they are the same to the contract
   */
  public boolean matches(Outcome other) {
    return status == other.status && Objects.deepEquals(value, other.value);
  }

  /**
   * The outcome for people: the value, or the exception's kind.
   *
   * @return one line; long values are cut and say so
   */
  public String describe() {
    if (status == Status.CRASH && thrown != null) {
      String message = thrown.getMessage();
      return thrown.getClass().getSimpleName()
          + (message == null ? "" : ": " + withoutAddresses(oneLine(shortened(message))));
    }
    if (status != Status.OK) {
      return status.name();
    }
    return switch (value) {
      case null -> "returns";
      case byte[] bytes -> describe(bytes);
      case Byte b -> "0x" + HexFormat.of().toHexDigits(b);
      case String text -> cut(text);
      case BigInteger number when number.bitLength() > SHOWN_BITS -> "a number of " + number.bitLength() + " bits";
      default -> withoutAddresses(shortened(value.toString()));
    };
  }

  /**
   * How a call ends, for people.
   *
   * @return such as {@code returns 7}, {@code is refused with LIMIT_EXCEEDED} or {@code throws NullPointerException}
   */
  public String ending() {
    return switch (status) {
      case OK -> value == null ? describe() : "returns " + describe();
      case CRASH -> thrown == null ? "fails" : "throws " + describe();
      default -> "is refused with " + status.exception();
    };
  }

  /**
   * Bytes for people.
   *
   * @param bytes any bytes
   * @return their number and the first of them in hex
   */
  public static String describe(byte[] bytes) {
    HexFormat hex = HexFormat.of();
    String count = bytes.length + (bytes.length == 1 ? " byte " : " bytes ");
    return bytes.length <= SHOWN_BYTES
        ? count + hex.formatHex(bytes)
        : count + hex.formatHex(bytes, 0, SHOWN_BYTES) + "... (the first " + SHOWN_BYTES + ")";
  }

  private static String cut(String text) {
    String shown = text.length() <= 2 * SHOWN_BYTES ? text : text.substring(0, 2 * SHOWN_BYTES) + "...";
    return "'" + oneLine(shown) + "' (" + text.length() + " characters)";
  }

  /** The beginning of what a subject says, which may be of any length. */
  private static String shortened(String text) {
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
  }

  /** Leaves out what differs from run to run: identity hashes and addresses. */
  private static String withoutAddresses(String text) {
    return ADDRESS.matcher(text).replaceAll("$1?");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
