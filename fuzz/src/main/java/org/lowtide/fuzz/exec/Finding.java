package org.lowtide.fuzz.exec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
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
 */
public record Finding(
    FindingKind kind,
    String subject,
    Rule rule,
    int operationIndex,
    Signature signature,
    String expected,
    String observed,
    @Nullable LeakReport leak) {

  private static final int FINGERPRINT_BYTES = 8;

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

  /** Which kind of handle an operation was aimed at. */
  public enum AimClass {
    /** The innermost open context. */
    INNERMOST,
    /** An open context with an open child. */
    OLDER,
    /** A handle whose context has ended. */
    ENDED;

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
      };
    }
  }
}
