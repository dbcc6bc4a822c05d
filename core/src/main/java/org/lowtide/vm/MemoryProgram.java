package org.lowtide.vm;

import java.util.List;

/**
 * What one transaction, or a frame by itself, did to its memory: enough to do it again to any other.
 *
 * @param limitBytes the limit that the memory had
 * @param operations in order; the root is opened before the first and closed after the last
 * @param leftOut how many operations came after these and were not kept; 0 where all are here
 */
public record MemoryProgram(long limitBytes, List<MemoryOperation> operations, long leftOut) {

  /** Copies the list. */
  public MemoryProgram {
    operations = List.copyOf(operations);
  }

  /**
   * This program in the text form that {@code ./lowtide replay} runs.
   *
   * @return lines, each ended by a line feed
   */
  public String text() {
    StringBuilder text = new StringBuilder("lowtide program 1\n");
    if (leftOut > 0) {
      text.append("# ").append(leftOut).append(" further operations were not kept.\n");
    }
    text.append("capacity 0\nlimit ").append(limitBytes).append('\n');
    operations.forEach(operation -> text.append(operation).append('\n'));
    return text.toString();
  }
}
