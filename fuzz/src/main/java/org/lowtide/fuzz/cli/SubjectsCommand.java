package org.lowtide.fuzz.cli;

import java.util.concurrent.Callable;
import org.lowtide.fuzz.campaign.Subjects;
import org.lowtide.fuzz.exec.Subject;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Spec;

/** Lists what can be run. */
@Command(name = "subjects", description = "Lists the memories, or the allocators, that can be run.")
final class SubjectsCommand implements Callable<Integer> {

  @Mixin
  private TargetOption target = new TargetOption();

  @Mixin
  private SubjectPaths paths = new SubjectPaths();

  @Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  SubjectsCommand() {}

  @Override
  public Integer call() {
    Subjects subjects = paths.find(target.value(), spec.commandLine().getErr());
    for (Subject subject : subjects.byName().values()) {
      spec.commandLine().getOut().println(subject.name() + "  " + subject.provider().getClass().getName());
    }
    return ExitCode.CLEAN;
  }
}
