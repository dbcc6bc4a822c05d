package org.lowtide.fuzz.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.repro.Listing;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints programs. */
@Command(name = "show", description = "Prints a program as text, with the model's sizes beside each operation.")
final class ShowCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "a program in any form, or a file of traces")
  private Path file = Path.of("");

  @Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  ShowCommand() {}

  @Override
  public Integer call() throws ProgramFormatException {
    PrintWriter out = spec.commandLine().getOut();
    List<NamedProgram> all = Programs.read(file).all();
    for (NamedProgram each : all) {
      List<String> comments = all.size() > 1 ? List.of(each.name()) : List.of();
      out.print(Listing.of(each.program(), OptionalInt.empty(), comments));
      if (each.cut() > 0) {
        out.println("# " + each.cut() + " more operations are not shown");
      }
    }
    out.flush();
    return ExitCode.CLEAN;
  }
}
