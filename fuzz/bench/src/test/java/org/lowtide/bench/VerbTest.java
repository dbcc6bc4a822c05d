package org.lowtide.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.lowtide.fuzz.cli.Verb;
import picocli.CommandLine;

/** The command line finds the bench where its artifact is on the class path. */
final class VerbTest {

  @Test
  void isDeclared() {
    assertThat(ServiceLoader.load(Verb.class))
        .singleElement()
        .satisfies(verb -> assertThat(new CommandLine(verb).getCommandName()).isEqualTo("bench"));
  }
}
