package org.lowtide.fuzz.exhaust;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;

/**
 * What the programs of a small scope are made of.
 *
 * @param openings how a program opens what it runs on, at least one, all of one target
 * @param operations what may follow, in the order in which it is tried; each once
 */
public record Alphabet(List<Header> openings, List<Operation> operations) {

  /** The limit of the second opening, in bytes: three words. */
  static final long SMALL_LIMIT_BYTES = 96;

  /** The initial capacity of the second opening, in bytes: a word. */
  static final long SMALL_CAPACITY_BYTES = 32;

  /**
   * Makes an alphabet.
   *
   * @throws IllegalArgumentException where there is no opening or no operation
   */
  public Alphabet {
    openings = List.copyOf(openings);
    operations = operations.stream().distinct().toList();
    if (openings.isEmpty() || operations.isEmpty()) {
      throw new IllegalArgumentException("an alphabet must have an opening and an operation");
    }
  }

  /**
   * The alphabet that Lowtide ships: operands at the edges of a word, of the size and of the limit; every way to end a
   * context, and each misuse of a handle.
   *
   * @param target what the programs are about
   * @return two openings, one with the default limit, one with room for three words
   */
  public static Alphabet shipped(Target target) {
    Program program = read(target.word() + ".txt");
    Header wide = program.header();
    Header small = wide.withLimitBytes(SMALL_LIMIT_BYTES);
    return new Alphabet(
        List.of(wide, target.hasCapacity() ? small.withInitialCapacityBytes(SMALL_CAPACITY_BYTES) : small),
        program.operations());
  }

  /**
   * The operations of a program as an alphabet.
   *
   * @param program any program with an operation; its header is the one opening
   * @return each of its operations once
   * @throws IllegalArgumentException where it has no operation
   */
  public static Alphabet of(Program program) {
    return new Alphabet(List.of(program.header()), program.operations());
  }

  /**
   * What the programs are about.
   *
   * @return the target of all openings
   */
  public Target target() {
    return openings.getFirst().target();
  }

  /** How many of the handles that ended last an operation can be aimed at, and at least the last. */
  int endedHandles() {
    return operations.stream().map(Operation::aim).filter(aim -> aim.target() == Aim.Target.ENDED)
        .mapToInt(aim -> aim.index() + 1).max().orElse(1);
  }

  private static Program read(String name) {
    try (InputStream in = Objects.requireNonNull(Alphabet.class.getResourceAsStream(name), name)) {
      return ProgramText.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ProgramFormatException e) {
      throw new IllegalStateException("the shipped alphabet " + name + " is no program: " + e.getMessage(), e);
    }
  }
}
