package org.lowtide.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memories of someone else's, whatever they do when they are looked for and opened. */
final class SubjectPathTest {

  @TempDir
  private Path temp = Path.of("");

  private Providers theirs = new Providers(temp);
  private Path program = Path.of("");

  @BeforeEach
  void setUp() throws IOException {
    theirs = new Providers(Files.createDirectory(temp.resolve("classes")));
    program = Files.writeString(temp.resolve("one.txt"), "lowtide program 1\nnewChild\nrevertChild\n");
  }

  @Test
  void providersThatCannotBeUsedAreAWarningEachAndTheOthersRun() throws IOException {
    theirs
        .misbehaving("Good", "")
        .naming("NoName", "", "throw new IllegalStateException(\"no\\nname\");")
        .naming("NullName", "", "return null;")
        .naming("BlankName", "", "return \"a b\";")
        .naming("Overflow", "", "recurse(); return \"x\";")
        .naming("NotMade", "public NotMade() { throw new IllegalStateException(\"not\\nmade\"); }", "return \"y\";");
    Ran ran = Ran.of("subjects", "--subject-path", theirs.folder()).exits(ExitCode.CLEAN);
    assertThat(ran.out().lines()).hasSize(3).anyMatch(line -> line.equals("good  theirs.Good"));
    assertThat(ran.err().lines()).hasSize(5).allMatch(line -> line.startsWith("lowtide: warning: "));
    assertThat(ran.err()).contains("theirs.NoName", "theirs.NullName", "theirs.BlankName", "theirs.Overflow",
        "theirs.NotMade");
    Ran.of("replay", program, "--subjects", "good", "--subject-path", theirs.folder()).exits(ExitCode.CLEAN);
  }

  @Test
  void aClassThatIsFoundTwiceCountsOnce() throws IOException {
    theirs.misbehaving("Good", "");
    Path jar = theirs.jar(temp.resolve("theirs.jar"));
    Ran ran = Ran.of("subjects", "--subject-path", theirs.folder(), "--subject-path", jar).exits(ExitCode.CLEAN);
    assertThat(ran.out().lines()).hasSize(3);
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void twoOfOneNameAreRefused() throws IOException {
    theirs.misbehaving("One", "").naming("Other", "", "return \"one\";");
    Ran.of("replay", program, "--subject-path", theirs.folder()).isRefused("'one'", "theirs.One", "theirs.Other");
    Ran.of("subjects", "--subject-path", theirs.folder()).isRefused("'one'", "theirs.One", "theirs.Other");
  }

  @Test
  void openingThatThrowsOrReturnsNothingIsAFinding() throws IOException {
    theirs.opening("Throwing", "throw new java.util.NoSuchElementException(\"no\\nroom\");").opening("Empty",
        "return null;");
    for (String name : new String[] {"throwing", "empty"}) {
      Ran ran =
          Ran.of("replay", program, "--subjects", name, "--subject-path", theirs.folder()).exits(ExitCode.FINDING);
      assertThat(ran.out()).contains("CRASH in " + name + ", on opening", "--subject-path");
    }
  }

  @Test
  void aJarThatIsBrokenIsRefused() throws IOException {
    theirs.misbehaving("Good", "");
    Path jar = theirs.jar(temp.resolve("theirs.jar"));
    byte[] whole = Files.readAllBytes(jar);
    Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
    Ran.of("subjects", "--subject-path", jar).isRefused("theirs.jar", "is no jar");
  }
}
