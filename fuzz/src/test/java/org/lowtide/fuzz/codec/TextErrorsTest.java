package org.lowtide.fuzz.codec;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextErrorsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "resise 1 | unknown operation 'resise'",
      "resize | resize takes 1 arguments, was given 0",
      "resize x | expected a whole number that fits 64 bits, was 'x'",
      "resize 9223372036854775808 | expected a whole number that fits 64 bits, was '9223372036854775808'",
      "armFailure 9 once | expected a number from 1 to 8, was '9'",
      "armFailure 1 twice | expected once or forever, was 'twice'",
      "armFailure @root 1 once | armFailure takes no aim",
      "size @up85 | expected a number from 0 to 84, was '85'",
      "size @left | an aim is @innermost, @parent, @root, @upN, @downN or @endedN, was '@left'",
      "setData 0 hex(abc) | hex(..) takes pairs of hex digits, was 'hex(abc)'",
      "setData 0 abc | bytes are hex(..) or pattern(length,seed), was 'abc'",
      "poison 256 | expected a number from 0 to 255, was '256'",
      "limit 1 2 | limit takes one number"})
  void errorsNameTheLineAndTheRule(String line, String rule) {
    assertThatExceptionOfType(ProgramFormatException.class)
        .isThrownBy(() -> ProgramText.parse("lowtide program 1\n\n" + line + "\n"))
        .withMessage("line 3: " + rule);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "newChild | unknown operation of an allocator 'newChild'",
      "limit | unknown operation of an allocator 'limit'",
      "capacity 1 | capacity is of a memory, the target is an allocator",
      "target disk | a target is memory or allocator, was 'disk'",
      "target | target takes one word",
      "close @root | an aim is @newest, @oldest, @newestN, @oldestN or @closedN, was '@root'",
      "allocate @newest 1 | allocate takes no aim"})
  void errorsOfAProgramAboutAnAllocatorNameThemToo(String line, String rule) {
    assertThatExceptionOfType(ProgramFormatException.class)
        .isThrownBy(() -> ProgramText.parse("lowtide program 1\ntarget allocator\n" + line + "\n"))
        .withMessage("line 3: " + rule);
  }

  @ParameterizedTest
  @CsvSource({"''", "lowtide program 2", "newChild"})
  void theFirstLineIsRequired(String text) {
    assertThatExceptionOfType(ProgramFormatException.class)
        .isThrownBy(() -> ProgramText.parse(text))
        .withMessage("line 1: the first line must be 'lowtide program 1'");
  }
}
