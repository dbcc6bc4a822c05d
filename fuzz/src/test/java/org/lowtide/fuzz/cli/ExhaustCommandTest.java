package org.lowtide.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Progress;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.exhaust.Alphabet;
import org.lowtide.fuzz.exhaust.Exhaust;
import org.lowtide.fuzz.exhaust.Exhausted;
import org.lowtide.fuzz.exhaust.Scope;
import org.lowtide.fuzz.op.Target;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.memory.MemoryV2;

final class ExhaustCommandTest {

  @TempDir
  private Path temp;

  @Test
  void theArenaIsProvedUpToALength() throws IOException {
    Path json = temp.resolve("result.json");
    Ran ran = Ran.of("exhaust", "--subjects", "arena", "--operations", 1, "--json", json).exits(ExitCode.CLEAN);
    int programs = 2 + 2 * Alphabet.shipped(Target.MEMORY).operations().size();
    assertThat(ran.out()).contains(
        String.format(Locale.ROOT, "arena: no deviation and no leak in all %,d programs of up to 1 operation",
            programs));
    assertThat(JsonShape.problems(json)).isEmpty();
    JsonNode written = new ObjectMapper().readTree(json.toFile());
    assertThat(written.at("/exhausted/0/length").asInt()).isEqualTo(1);
    assertThat(written.at("/exhausted/0/programs").asInt()).isEqualTo(programs);
  }

  @Test
  void theAllocatorsAreProvedToo() {
    Ran ran = Ran.of("exhaust", "--target", "allocator", "--operations", 2).exits(ExitCode.CLEAN);
    assertThat(ran.out()).contains("heap: no deviation", "native: no deviation");
  }

  @Test
  void theOldMemoryHasTheRowsOfTheLedgerAndNoOthers() {
    Ran.of("exhaust", "--subjects", "legacy", "--operations", 1).exits(ExitCode.CLEAN);
    Ran ran =
        Ran.of("exhaust", "--subjects", "legacy", "--operations", 1, "--no-ledger", "--out", temp.resolve("out"))
            .exits(ExitCode.FINDING);
    List<String> words =
        List.of(ran.out().lines().filter(line -> line.startsWith("reproduce") || line.contains("  reproduce "))
            .findFirst().orElseThrow().strip().split(" +"));
    Ran.of(words.subList(2, words.size()).toArray()).exits(ExitCode.FINDING); // without reproduce and ./lowtide
  }

  @Test
  void someonesOwnAlphabetIsUsed() throws IOException {
    Path alphabet = Files.writeString(temp.resolve("few.txt"), "lowtide program 1\nsetByte 0 0x01\nresize 0\n");
    Ran ran =
        Ran.of("exhaust", "--subjects", "arena", "--operations", 3, "--no-merge", "--alphabet", alphabet)
            .exits(ExitCode.CLEAN);
    assertThat(ran.out()).contains("2 operations, 1 opening", "all 15 programs of up to 3 operations");
    Path empty = Files.writeString(temp.resolve("none.txt"), "lowtide program 1\n");
    Ran.of("exhaust", "--alphabet", empty).isRefused("--alphabet", "must have an opening and an operation");
    Ran.of("exhaust", "--operations", 0).isRefused("--operations must be at least 1, was 0");
  }

  @Test
  @Timeout(30)
  void aProgramThatHangsIsTheEndOfIt() {
    Subject hanging = Subject.of(new MemoryProvider() {
      @Override
      public String name() {
        return "hanging";
      }

      @Override
      public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
        return wrap(MemoryV2.open(allocator, initialCapacityBytes, limitBytes));
      }
    });
    Progress progress = new Progress();
    Exhaust exhaust =
        new Exhaust(hanging, Alphabet.shipped(Target.MEMORY), HeapAllocator::new,
            new Scope(3, Scope.ANY_TIME, 1, true), Ledger.EMPTY, Set.of(), progress);
    Exhausted result =
        new ExhaustWatch(hanging, HeapAllocator::new, exhaust, progress, Duration.ofMillis(500)).run(_ -> {});
    assertThat(result.found()).singleElement().satisfies(found -> {
      assertThat(found.finding().kind()).isEqualTo(FindingKind.HANG);
      assertThat(found.finding().signature().operation()).isEqualTo("commitChild");
      assertThat(found.program().operations()).hasSize(2);
    });
  }

  /** Never comes back from a commit. */
  private static Memory wrap(Memory inner) {
    return (Memory) Proxy.newProxyInstance(
        Memory.class.getClassLoader(), new Class<?>[] {Memory.class}, (_, method, arguments) -> {
          try {
            while (method.getName().equals("commitChild") && inner.sharedSize() == 0 && hasChild(inner)) {
              Thread.sleep(Duration.ofHours(1));
            }
            Object result = method.invoke(inner, arguments);
            return method.getName().equals("newChild") ? wrap((Memory) result) : result;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  private static boolean hasChild(Memory memory) {
    try {
      memory.resize(memory.size());
      return false;
    } catch (MemoryException e) {
      return e.kind() == MemoryException.Kind.CHILD_ACTIVE;
    }
  }
}
