package org.lowtide.fuzz.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.codec.ProgramFormatException;
import picocli.CommandLine;

/** Turns whatever went wrong into one line and an exit code. */
final class Errors {

  private Errors() {}

  static int wrongUsage(CommandLine.ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String help = command.getCommandSpec().qualifiedName(" ");
    // What is unknown is more to the point than what is missing because of it.
    List<String> unmatched = command.getUnmatchedArguments();
    String message =
        e instanceof CommandLine.MissingParameterException && !unmatched.isEmpty()
            ? "Unknown option: '" + unmatched.getFirst() + "'"
            : String.valueOf(e.getMessage());
    command.getErr().println("lowtide: " + line(message) + " (see './" + help + " --help')");
    return ExitCode.USAGE;
  }

  static int report(Exception e, CommandLine command, boolean verbose) {
    boolean user = e instanceof UsageException || e instanceof ProgramFormatException || isAboutInput(e);
    command.getErr().println("lowtide: " + message(e, user));
    if (verbose) {
      e.printStackTrace(command.getErr());
    }
    return user ? ExitCode.USAGE : ExitCode.FAILURE;
  }

  private static boolean isAboutInput(Exception e) {
    return e instanceof FileSystemException || e instanceof FileNotFoundException;
  }

  private static String message(Exception e, boolean user) {
    if (e instanceof FileSystemException problem) {
      return line(problem.getFile() == null ? reason(problem) : problem.getFile() + ": " + reason(problem));
    }
    String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return user || e instanceof IOException ? line(text) : line(text) + " (--verbose shows where)";
  }

  private static String reason(FileSystemException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "access denied";
      case NotDirectoryException _ -> "is not a folder";
      case FileAlreadyExistsException _ -> "exists already and is not a folder";
      default -> e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    };
  }

  private static String line(String text) {
    return Names.printable(text);
  }
}
