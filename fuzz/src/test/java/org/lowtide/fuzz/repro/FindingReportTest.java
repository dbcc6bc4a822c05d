package org.lowtide.fuzz.repro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.exec.ByteDifference;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.planted.ForgetfulProvider;
import org.lowtide.fuzz.planted.PlantedMemory;
import org.lowtide.fuzz.planted.PlantedPool;

/** A finding can be read by who has never seen one. */
final class FindingReportTest {

  @Test
  void bytesAreSideBySideAndTheWrongOnesMarked() throws ProgramFormatException {
    Program program = ProgramText.parse("""
        lowtide program 1
        setData 0 pattern(34,0)
        resize 20
        resize 50
        """);
    Finding finding = Reproduction.of(ProgramText.format(program)).on(PlantedMemory.SHOWS_STALE_BYTES).run()
        .findings().getFirst();
    assertThat(FindingReport.text(finding, program, "./lowtide replay x")).isEqualTo("""
        DIRTY_READ in SHOWS_STALE_BYTES, at operation 2 (from 0) of 3 operations  [%s]
          meaning    a byte that must be zero shows what was there before
          rule       M7: bytes gained by growing read as zero
          shown by   resize of the innermost context
          expected   0x00 at offset 20 of the innermost context
          observed   0x8d
          bytes      the innermost context, 42 of 50 bytes, 14 differ
                     offset    expected                 observed
                     00000008  39 40 47 4e 55 5c 63 6a  39 40 47 4e 55 5c 63 6a
                     00000010  71 78 7f 86 00 00 00 00  71 78 7f 86 8d 94 9b a2
                                           ^^ ^^ ^^ ^^              ^^ ^^ ^^ ^^
                     00000018  00 00 00 00 00 00 00 00  a9 b0 b7 be c5 cc d3 da
                               ^^ ^^ ^^ ^^ ^^ ^^ ^^ ^^  ^^ ^^ ^^ ^^ ^^ ^^ ^^ ^^
                     00000020  00 00 00 00 00 00 00 00  e1 e8 00 00 00 00 00 00
                               ^^ ^^                    ^^ ^^
                     00000028  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00

          The program, and beside each step where the contract says it leads:

            lowtide program 1
            capacity 0
            limit 65536
            poison 0xa5
            setData 0 pattern(34,0)  # 0: size 34, total 34, depth 0
            resize 20                # 1: size 20, total 20, depth 0
            resize 50                # 2: size 50, total 50, depth 0   <-- fails here

          reproduce  ./lowtide replay x
        """.formatted(finding.fingerprint()));
  }

  @Test
  void bytesOfABlockAreToldToo() throws ProgramFormatException {
    Program program = ProgramText.parse("""
        lowtide program 1
        target allocator
        allocate 3
        close
        allocateZeroed 3
        """);
    Finding finding = Reproduction.of(ProgramText.format(program)).on(PlantedPool.RECYCLED_BLOCK_IS_NOT_ZEROED).run()
        .findings().getFirst();
    assertThat(finding.bytes()).isEqualTo(new ByteDifference("the new block", 3, 0, "000000", "010101"));
  }

  @Test
  void equalRowsAreLeftOutAndMissingBytesSaid() {
    String expected = "00".repeat(40);
    String observed = "01" + "00".repeat(30) + "02";
    assertThat(HexDifference.lines(new ByteDifference("x", 40, 16, expected, observed))).containsExactly(
        "offset    expected                 observed",
        "00000010  00 00 00 00 00 00 00 00  01 00 00 00 00 00 00 00",
        "          ^^                       ^^",
        "00000018  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00",
        "00000020  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00",
        "00000028  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 02",
        "                               ^^                       ^^",
        "00000030  00 00 00 00 00 00 00 00  -- -- -- -- -- -- -- --",
        "          ^^ ^^ ^^ ^^ ^^ ^^ ^^ ^^  ^^ ^^ ^^ ^^ ^^ ^^ ^^ ^^");
    String late = "00".repeat(32) + "01";
    assertThat(HexDifference.lines(new ByteDifference("x", 40, 0, expected, late)).get(1)).isEqualTo("...");
  }

  @Test
  void aLongProgramIsNotListedButNamed() {
    Operation size = new Operation.Size(Aim.INNERMOST);
    Program program =
        new Program(Program.of().header(), Collections.nCopies(FindingRecord.MAX_LISTED + 1, size));
    Finding finding = Reproduction.of("lowtide program 1\nnewChild\nsetByte 0 0x01\ncommitChild\n")
        .on(new ForgetfulProvider()).run().findings().getFirst();
    FindingRecord record = FindingRecord.of(finding, program, "a file", "./lowtide replay 'a file'");
    assertThat(record.listing()).isNull();
    assertThat(FindingReport.text(record)).endsWith("""

          program    a file
          shorter    too long to list here: ./lowtide minimize 'a file' makes it smaller
          reproduce  ./lowtide replay 'a file'
        """).doesNotContain("lowtide program 1");
  }
}
