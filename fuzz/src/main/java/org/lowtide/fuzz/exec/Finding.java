package org.lowtide.fuzz.exec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Target;
import org.lowtide.leak.LeakReport;

/**
 * One way in which a subject broke the contract while running one program.
 *
 * @param kind what kind of fault
 * @param subject the subject's name
 * @param rule the rule that is broken
 * @param operationIndex the operation that showed it, from 0; -1 for opening, the number of operations for closing
 * @param signature what makes it the same finding elsewhere
 * @param expected what the contract says, with its operands
 * @param observed what the subject did, with its operands
 * @param leak what stayed live and where it was allocated, for a leak
 * @param bytes the bytes expected beside those observed, where it is bytes that differ; no part of the fingerprint
 */
public record Finding(
    FindingKind kind,
    String subject,
    Rule rule,
    int operationIndex,
    Signature signature,
    String expected,
    String observed,
    @Nullable LeakReport leak,
    @Nullable ByteDifference bytes) {

  private static final int FINGERPRINT_BYTES = 8;

  /** Makes a finding that is not about bytes. */
  public Finding(
      FindingKind kind,
      String subject,
      Rule rule,
      int operationIndex,
      Signature signature,
      String expected,
      String observed,
      @Nullable LeakReport leak) {
    this(kind, subject, rule, operationIndex, signature, expected, observed, leak, null);
  }

  /**
   * What identifies this finding: the same across runs, machines and shrinking.
   *
   * @return 16 hex digits, from the subject, the kind, the rule and the signature
   */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * What the fingerprint is made from, for people and for the ledger.
   *
   * @return the parts, separated by spaces
   */
  public String identity() {
    return subject + " " + kind + " " + rule + " " + signature.text();
  }

  /**
   * The part of a finding's identity that says what was done and how it ended, without operands.
   *
   * @param operation the mnemonic of the operation, or of the question that showed it
   * @param aim the handle it was aimed at
   * @param expected how it should end: a status, or a word for what was compared
   * @param observed how it ended
   * @param site where a leaked block was allocated; empty for all else
   */
  public record Signature(String operation, AimClass aim, String expected, String observed, String site) {

    /**
     * The parts as one text.
     *
     * @return separated by spaces
     */
    public String text() {
      return operation + " " + aim.word() + " " + expected + " " + observed + (site.isEmpty() ? "" : " " + site);
    }
  }

  /** Which kind of handle an operation was aimed at: a context of a memory, a block of a pool, or the pool itself. */
  public enum AimClass {
    /** The innermost open context. */
    INNERMOST,
    /** An open context with an open child. */
    OLDER,
    /** A handle whose context has ended. */
    ENDED,
    /** A live block. */
    LIVE,
    /** A block that is closed. */
    CLOSED,
    /** The pool as a whole. */
    POOL,
    /** The virtual machine as a whole. */
    MACHINE;

    /**
     * The class of an aim where only its program is known.
     *
     * @param target what the program is about
     * @param operation what is aimed
     * @return the class, as if every aim found what it names
     */
    static AimClass of(Target target, Operation operation) {
      Aim aim = operation.aim();
      if (target == Target.ALLOCATOR) {
        return !operation.code().isAimed() ? POOL : aim.target() == Aim.Target.ENDED ? CLOSED : LIVE;
      }
      return switch (aim.target()) {
        case ENDED -> ENDED;
        case UP -> aim.index() == 0 ? INNERMOST : OLDER;
        case DOWN -> OLDER;
      };
    }

    /**
     * The class of what is opened and closed as a whole.
     *
     * @param target what the program is about
     * @return the innermost context, which the root is by then, or the pool
     */
    public static AimClass whole(Target target) {
      return target == Target.MEMORY ? INNERMOST : POOL;
    }

    /**
     * How identities and reports write it.
     *
     * @return a lower-case word
     */
    public String word() {
      return switch (this) {
        case INNERMOST -> "innermost";
        case OLDER -> "older";
        case ENDED -> "ended";
        case LIVE -> "live";
        case CLOSED -> "closed";
        case POOL -> "pool";
        case MACHINE -> "machine";
      };
    }

    /**
     * What it is, for people.
     *
     * @return a few words without an article
     */
    public String thing() {
      return switch (this) {
        case INNERMOST, OLDER, ENDED -> word() + " context";
        case LIVE, CLOSED -> word() + " block";
        case POOL, MACHINE -> word();
      };
    }
  }
}
