package org.lowtide.fuzz.exec;

import org.lowtide.fuzz.op.Target;

/**
 * The rules of the memory contract (M), of the allocator contract (A), and of the virtual machine (V), as findings cite
 * them.
 */
public enum Rule {
  /** Contexts form a stack. */
  M1("contexts form a stack; a child opens on the innermost context, empty"),
  /** Own bytes only. */
  M2("an open context sees its own bytes only, and only the innermost can be changed"),
  /** Revert. */
  M3("revert drops the child and all its descendants; the parent is what it was when the child was opened"),
  /** Commit. */
  M4("commit appends the child's bytes to the parent; with an open grandchild it is refused"),
  /** Words. */
  M5("ensureCapacity counts the words newly begun by this context's own size"),
  /** Closing. */
  M6("close is idempotent; any other use of a handle whose context has ended is refused and touches no byte"),
  /** Zero growth. */
  M7("bytes gained by growing read as zero"),
  /** Exact sizes. */
  M8("sizes are exact bytes; ranges outside the context are refused by kind; words are big-endian and unsigned"),
  /** One limit. */
  M9("the sizes of all open contexts together never exceed the one limit that all handles share"),
  /** Zero length. */
  M10("a zero-length read, write or copy does nothing at any non-negative offset"),
  /** Copies. */
  M11("copies are exact under overlap, grow to both ranges, and zero-fill what their source does not have"),
  /** Strong guarantee. */
  M12("an operation that fails changes no size, no byte, no limit, and leaks nothing"),
  /** Bytes held. */
  M13("bytes held cover all contexts, stay within their bound, and are all given back by the root's close"),
  /** Confinement. */
  M14("two memories share nothing but the allocator"),
  /** Exact blocks. */
  A1("a block has exactly the bytes that were asked for, and each can be read and written"),
  /** Apart. */
  A2("no two live blocks share a byte"),
  /** Kept bytes. */
  A3("the bytes of a live block change only when its holder writes them"),
  /** Zeros. */
  A4("a block of allocateZeroed is all zero"),
  /** Sizes. */
  A5("a size below 1 is refused with an IllegalArgumentException"),
  /** The limit. */
  A6("live blocks never pass the limit, and below it an allocation fails only where the upstream does"),
  /** Strong guarantee. */
  A7("a call that fails changes no block, no byte and no sum, and leaks nothing"),
  /** One close. */
  A8("a block is closed once; each further close is refused and changes nothing"),
  /** Any thread. */
  A9("a block may be closed by another thread than the one that allocated it"),
  /** Given back. */
  A10("closing the pool gives back all that was taken from the upstream; a second close does nothing"),
  /** After the end. */
  A11("a closed pool hands out no block"),
  /** Covered. */
  A12("what is taken from the upstream covers the live blocks, and is given back once"),
  /** Live at the end. */
  A13("a close with live blocks is refused and changes nothing, or closes them too"),
  /** Use after close. */
  A14("where the provider says so, an access through the segment of a closed block is refused"),
  /** Nothing shared. */
  A15("two pools share nothing but the upstream"),
  /** One outcome. */
  V1("end, gas, output, logs and accounts are the same on every memory, and so is every byte in lockstep"),
  /** Memory as specified. */
  V2("memory grows, costs and holds what the Yellow Paper and its EIPs say, and so do call data and return data"),
  /** Nothing live, nothing given back twice. */
  V3("after a transaction, however it ended, nothing is live, and each block was given back once"),
  /** No escape. */
  V4("whatever bytecode does, the machine comes back, and nothing is thrown out of it");

  private final String sentence;

  Rule(String sentence) {
    this.sentence = sentence;
  }

  /**
   * The rule of a target that a call breaks which does not come back, or ends the JVM.
   *
   * @param target any target
   * @return its strong guarantee
   */
  public static Rule ofFailure(Target target) {
    return target == Target.MEMORY ? M12 : A7;
  }

  /**
   * Whether it is a rule of the virtual machine.
   *
   * @return true for V1 and those that follow it
   */
  public boolean isOfMachine() {
    return compareTo(V1) >= 0;
  }

  /**
   * The rule in one sentence, for reports.
   *
   * @return without a full stop
   */
  public String sentence() {
    return sentence;
  }
}
