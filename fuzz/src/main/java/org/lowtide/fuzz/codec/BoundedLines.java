package org.lowtide.fuzz.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Splits a stream into lines of UTF-8, of which neither one nor all together may be too long. */
final class BoundedLines {

  private static final int BUFFER = 64 << 10;

  private final InputStream in;
  private final int maxLineBytes;
  private final long maxBytes;
  private final byte[] buffer = new byte[BUFFER];
  private long read;
  private int position;
  private int end;
  private long lineNumber;
  private boolean ended;

  BoundedLines(InputStream in, int maxLineBytes, long maxBytes) {
    this.in = in;
    this.maxLineBytes = maxLineBytes;
    this.maxBytes = maxBytes;
  }

  /** The number of the line read last, from 1. */
  long lineNumber() {
    return lineNumber;
  }

  /**
   * The next line without its end; null where there is none, or where a bound was passed before.
   *
   * @throws ProgramFormatException where the line is not UTF-8, or a bound is passed
   */
  @Nullable String next() throws IOException, ProgramFormatException {
    ByteArrayOutputStream line = null;
    while (!ended && (position < end || fill())) {
      if (line == null) {
        line = new ByteArrayOutputStream();
        lineNumber++;
      }
      int at = position;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      if (line.size() + (at - position) > maxLineBytes) {
        throw bound("a line must be at most " + maxLineBytes + " bytes");
      }
      line.write(buffer, position, at - position);
      position = at + 1;
      if (at < end) {
        break;
      }
    }
    return line == null ? null : decode(line.toByteArray());
  }

  private boolean fill() throws IOException, ProgramFormatException {
    position = 0;
    end = Math.max(0, in.read(buffer));
    read += end;
    if (read > maxBytes) {
      throw bound("all lines together must be at most " + maxBytes + " bytes once unpacked");
    }
    ended = end == 0;
    return !ended;
  }

  private ProgramFormatException bound(String rule) {
    ended = true;
    return new ProgramFormatException("line " + Math.max(1, lineNumber) + ": " + rule);
  }

  private String decode(byte[] line) throws ProgramFormatException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw new ProgramFormatException("line " + lineNumber + ": text must be UTF-8", e);
    }
  }
}
