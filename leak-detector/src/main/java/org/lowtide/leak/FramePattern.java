package org.lowtide.leak;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A pattern of frames, innermost first, separated by commas: {@code *} stands for any text within a frame, {@code **} as
 * a frame for any number of frames, none included. The first stands for the innermost frame; below the last anything may
 * follow. As Valgrind's, so that a short pattern does not match by accident further down.
 *
 * <p>Frames are compared by the names that do not change from run to run, those of {@link Fingerprint#stableName}.
 */
final class FramePattern {

  private static final String ANY_FRAMES = "**";
  private static final Pattern FRAME = Pattern.compile("[\\p{javaJavaIdentifierPart}.*<>/-]+");
  private static final Pattern NAMES_SOMETHING = Pattern.compile("\\p{javaJavaIdentifierPart}");

  private final Pattern frames;

  private FramePattern(Pattern frames) {
    this.frames = frames;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException with the rule that it breaks
   */
  static FramePattern parse(String text) {
    List<String> elements = Stream.of(text.split(",", -1)).toList();
    for (String element : elements) {
      if (!element.equals(ANY_FRAMES) && (!FRAME.matcher(element).matches() || element.contains(ANY_FRAMES))) {
        throw new IllegalArgumentException("frames must be class.method patterns with * within a frame and ** in place"
            + " of frames, separated by commas, was " + Text.quoted(text));
      }
    }
    if (!NAMES_SOMETHING.matcher(text).find()) {
      throw new IllegalArgumentException("frames must name something and not match every stack, was "
          + Text.quoted(text));
    }
    return new FramePattern(Pattern.compile(regex(elements)));
  }

  boolean matches(List<StackTraceElement> stack) {
    String lines = stack.stream().filter(frame -> !Harness.isReflection(frame))
        .map(frame -> Fingerprint.stableName(frame) + "\n").collect(Collectors.joining());
    return frames.matcher(lines).lookingAt();
  }

  /**
   * Over frames that end with a line break each. What follows a wildcard is sought from the front and then kept: since
   * the end is open, the first match is as good as any, and no pattern takes longer than in proportion to both lengths.
   */
  private static String regex(List<String> elements) {
    StringBuilder regex = new StringBuilder("(?>");
    for (String element : elements) {
      regex.append(element.equals(ANY_FRAMES) ? ")(?>(?:[^\n]*\n)*?" : frame(element));
    }
    return regex.append(')').toString();
  }

  private static String frame(String element) {
    List<String> texts =
        Stream.of((Fingerprint.stableName(element) + "\n").split("\\*", -1)).map(Pattern::quote).toList();
    return texts.stream().skip(1).map(text -> "(?>[^\n]*?" + text + ")")
        .collect(Collectors.joining("", texts.getFirst(), ""));
  }
}
