package org.lowtide.fuzz.codec;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads traces: what real contract code did to its memory, one JSON object a line, {@code {"name": .., "operations":
 * [[op, operand..], ..]}}.
 *
 * <p>A trace names no limit: its program has no initial capacity, and a limit that is a power of two and at least what
 * its operations need. Byte strings are hex without a prefix.
 *
 * <p>A stream that begins as gzip does is unpacked. Bounded whatever the stream holds: a line has at most {@value
 * #MAX_LINE_BYTES} bytes, all lines together at most {@value #MAX_BYTES}. Thread rule: confined to one thread.
 */
public final class TraceReader implements Closeable {

  /** The longest line, in bytes: 64 MiB. */
  public static final int MAX_LINE_BYTES = 64 << 20;

  /** The most bytes that a stream may have once unpacked: 1 GiB. */
  public static final long MAX_BYTES = 1L << 30;

  private static final int GZIP_FIRST = 0x1F;
  private static final int GZIP_SECOND = 0x8B;

  private final InputStream in;
  private final int maxOperations;
  private final BoundedLines lines;

  /**
   * Opens a reader.
   *
   * @param in plain lines or gzip of them; closed with the reader
   * @param maxOperations the operations to keep of each trace, at least 0; the others are counted
   * @throws IOException where the stream cannot be read
   */
  public TraceReader(InputStream in, int maxOperations) throws IOException {
    this(in, maxOperations, MAX_LINE_BYTES, MAX_BYTES);
  }

  /** With other bounds, so that tests need no gigabytes. */
  TraceReader(InputStream in, int maxOperations, int maxLineBytes, long maxBytes) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    this.in = isGzip(buffered) ? new GZIPInputStream(buffered) : buffered;
    this.maxOperations = maxOperations;
    this.lines = new BoundedLines(this.in, maxLineBytes, maxBytes);
  }

  private static boolean isGzip(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
    in.reset();
    return gzip;
  }

  /**
   * Reads the next trace; empty lines are passed over.
   *
   * @return the trace under its own name, made printable; null after the last
   * @throws ProgramFormatException where a line is not a trace; the message begins with the line's number, and reading
   *     can go on with the line after it. Where a bound is passed there is no line after it
   * @throws IOException where the stream cannot be read
   */
  public @Nullable NamedProgram next() throws IOException, ProgramFormatException {
    String line = lines.next();
    while (line != null && line.isBlank()) {
      line = lines.next();
    }
    return line == null ? null : new TraceParser(line, lines.lineNumber(), maxOperations).parse();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
