package org.lowtide.fuzz.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.codec.ProgramFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Converts programs between bytes, text and traces. */
@Command(
    name = "convert",
    description = {
        "Converts a program between its forms.",
        "The form of OUT is told by its name: .txt is text, .jsonl and .jsonl.gz are traces, all else is bytes."
    })
final class ConvertCommand implements Callable<Integer> {

  @Parameters(paramLabel = "IN", description = "a program in any form, or a file of traces")
  private Path in = Path.of("");

  @Parameters(paramLabel = "OUT", description = "the file to write; replaced where it exists")
  private Path out = Path.of("");

  @Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  ConvertCommand() {}

  @Override
  public Integer call() throws Exception {
    if (Files.isDirectory(out)) {
      throw new UsageException(Names.printable(out) + ": is a folder, expected a file to write");
    }
    Programs programs = Programs.read(in);
    List<NamedProgram> all = new ArrayList<>(programs.all());
    ProgramFiles.write(out, all);
    spec.commandLine().getOut().println(Names.count(all.size(), "program"));
    return ExitCode.CLEAN;
  }
}
