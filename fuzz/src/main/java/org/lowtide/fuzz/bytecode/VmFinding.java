package org.lowtide.fuzz.bytecode;

import java.util.Locale;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.vm.MemoryMode;

/**
 * A fault of the machine on one memory.
 *
 * @param kind {@code LEAK}, {@code DIVERGENCE} or {@code CRASH}
 * @param memory what it ran on
 * @param what part is wrong: {@code end}, {@code gas}, {@code out}, {@code logs}, {@code state}, {@code memory}, {@code
 *     live bytes} or {@code exception}
 * @param expected what it should be: the arena's, or what holds always
 * @param observed what it was
 */
public record VmFinding(FindingKind kind, MemoryMode memory, String what, String expected, String observed) {

  /**
   * What stays the same while a finding shrinks, and tells it from others.
   *
   * @return kind, part and memory, as a file name has them
   */
  public String name() {
    return kind.name().toLowerCase(Locale.ROOT) + "-" + what.replace(' ', '-') + "-" + memory.word();
  }
}
