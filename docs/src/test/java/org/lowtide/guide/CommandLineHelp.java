package org.lowtide.guide;

import java.lang.reflect.Constructor;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.lowtide.fuzz.cli.Main;
import picocli.CommandLine;

/** The verbs of ./lowtide and their options, as picocli knows them. */
final class CommandLineHelp {

  private static final CommandLine MAIN = main();

  private CommandLineHelp() {}

  /** The options of a verb; where an option stands in the place of the verb, those that need none. */
  static Set<String> options(String verb) {
    if (verb.startsWith("-")) {
      return MAIN.getCommandSpec().optionsMap().keySet();
    }
    Map<String, CommandLine> verbs = MAIN.getSubcommands();
    CommandLine command = verbs.get(verb);
    if (command == null) {
      throw new AssertionError("verb must be one of " + verbs.keySet() + ", was " + verb);
    }
    return command.getCommandSpec().optionsMap().keySet();
  }

  /** By reflection: the command line has no public API but its main method, which ends the JVM. */
  private static CommandLine main() {
    try {
      Constructor<Main> constructor = Main.class.getDeclaredConstructor(Instant.class);
      constructor.setAccessible(true);
      return new CommandLine(constructor.newInstance(Instant.EPOCH));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
