package org.lowtide.leak;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one run of some work gave, as named parts that can be compared: bytes and text element by element, all else by
 * {@code equals}.
 */
final class Outcome {

  /** What one outcome has and another has not. */
  private enum Absent {
    ABSENT
  }

  private static final String EXCEPTION = "the exception thrown";

  private static final int SHOWN_CHARACTERS = 100;

  private final Map<String, @Nullable Object> parts;

  private Outcome(Map<String, @Nullable Object> parts) {
    this.parts = parts;
  }

  /**
   * The outcome of work that returned.
   *
   * @throws IllegalArgumentException where the result cannot be compared
   */
  static Outcome of(@Nullable Object result) {
    return new Outcome(ResultParts.of(result));
  }

  static Outcome thrown(Throwable thrown) {
    return new Outcome(Map.of(EXCEPTION, thrown.toString()));
  }

  /** The first spot at which another outcome is not the same; null where there is none. */
  @Nullable Spot firstDifference(Outcome other) {
    if (parts.containsKey(EXCEPTION) || other.parts.containsKey(EXCEPTION)) {
      return parts.equals(other.parts) ? null : new Spot(EXCEPTION, Spot.WHOLE);
    }
    for (String name : parts.keySet()) {
      Spot spot = firstDifference(name, part(name), other.part(name));
      if (spot != null) {
        return spot;
      }
    }
    return null;
  }

  private static @Nullable Spot firstDifference(String name, @Nullable Object here, @Nullable Object there) {
    if (Objects.equals(here, there)) {
      return null;
    }
    if (here instanceof ByteBuffer bytes && there instanceof ByteBuffer otherBytes) {
      return new Spot(name, bytes.mismatch(otherBytes));
    }
    if (here instanceof String text && there instanceof String otherText) {
      return new Spot(name, Arrays.mismatch(text.toCharArray(), otherText.toCharArray()));
    }
    return new Spot(name, Spot.WHOLE);
  }

  boolean differsAt(Spot spot, Outcome other) {
    return !Objects.equals(at(spot), other.at(spot));
  }

  private @Nullable Object at(Spot spot) {
    Object part = part(spot.part());
    int index = spot.index();
    if (index != Spot.WHOLE && part instanceof ByteBuffer bytes) {
      return index < bytes.limit() ? bytes.get(index) : Absent.ABSENT;
    }
    if (index != Spot.WHOLE && part instanceof String text) {
      return index < text.length() ? text.charAt(index) : Absent.ABSENT;
    }
    return part;
  }

  private @Nullable Object part(String name) {
    return parts.getOrDefault(name, Absent.ABSENT);
  }

  /** How a spot is called, by what is there in this outcome. */
  String nameOf(Spot spot) {
    if (spot.index() == Spot.WHOLE) {
      return spot.part();
    }
    return spot.part() + (part(spot.part()) instanceof ByteBuffer ? " byte " : " character ") + spot.index();
  }

  /** What is at a spot, on one line. */
  String show(Spot spot) {
    Object value = at(spot);
    return switch (value) {
      case Absent _ -> "nothing";
      case Byte each -> String.format("%02x", each);
      case ByteBuffer bytes -> Text.bytes(bytes.limit());
      case null, default -> Text.quoted(shortened(String.valueOf(value)));
    };
  }

  private static String shortened(String text) {
    return text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "..." : text;
  }

  /**
   * A place in an outcome.
   *
   * @param part the name of the part
   * @param index of the byte or character in it, or {@link #WHOLE}
   */
  record Spot(String part, int index) {

    /** For a part that is one value. */
    static final int WHOLE = -1;
  }
}
