package org.lowtide.bench.bugs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;

/**
 * One planted bug: a subject that differs from a correct one by one small change.
 *
 * <p>Thread rule: immutable; its subject may be opened from several threads.
 */
public final class Bug {

  /** The source of a bug that nobody is known to have met. */
  static final String OWN = "own";

  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final String id;
  private final String what;
  private final String source;
  private final Subject subject;

  private Bug(String id, String what, String source, Subject subject) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("id must be words of a-z and 0-9 joined by hyphens, was " + id);
    }
    this.id = id;
    this.what = what;
    this.source = source;
    this.subject = subject;
  }

  /** A bug of a memory. */
  static Bug memory(String id, String what, String source, StackProvider.Opening opening) {
    return new Bug(id, what, source, Subject.of(new StackProvider(id, opening)));
  }

  /** A bug of an allocator. */
  static Bug allocator(String id, String what, String source, PoolProvider.Opening opening) {
    return new Bug(id, what, source, Subject.of(new PoolProvider(id, opening)));
  }

  /**
   * How the bench names it.
   *
   * @return lower-case words of letters and digits joined by hyphens, different for each bug
   */
  public String id() {
    return id;
  }

  /**
   * The change and its effect.
   *
   * @return one sentence
   */
  public String what() {
    return what;
  }

  /**
   * Where it was seen.
   *
   * @return the known bug's id and origin, or {@code own}
   */
  public String source() {
    return source;
  }

  /**
   * What it is a bug of.
   *
   * @return a memory or an allocator
   */
  public Target target() {
    return subject.target();
  }

  /**
   * What has the bug.
   *
   * @return a subject of the name {@link #id()}
   */
  public Subject subject() {
    return subject;
  }

  /**
   * The shortest program known that shows the bug, read from the bench's resources at each call.
   *
   * @return a program from which no operation can be dropped
   */
  public Program shortest() {
    String name = id + ".lowtide";
    try (InputStream in = Bug.class.getResourceAsStream(name)) {
      byte[] text = Objects.requireNonNull(in, name).readAllBytes();
      return ProgramText.parse(new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ProgramFormatException e) {
      throw new IllegalStateException(name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
