package org.lowtide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * A folder of someone's own beside ours: classes that we know nothing of, a provider that is declared, commands that are run
 * there.
 */
final class SomeonesProject {

  private static final Path GUIDE = Path.of("src/test/java/org/lowtide/guide");
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final Path folder;
  private final String name;

  /** A project in a folder, whose classes come to be in {@code name/classes}, in the package {@code org.example.name}. */
  SomeonesProject(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  Path classes() {
    return folder.resolve(name, "classes");
  }

  /** The source of a class of the guides, in the package of this project. */
  String guideSource(String type) throws IOException {
    return Files.readString(GUIDE.resolve(type + ".java")).replace("package org.lowtide.guide;",
        "package org.example." + name + ";");
  }

  /** Compiles a class of the project's package. */
  SomeonesProject has(String type, String source) throws IOException {
    Path sources = Files.createDirectories(folder.resolve(name, "src/org/example", name));
    return compile(Files.writeString(sources.resolve(type + ".java"), source), sources.getParent().getParent()
        .getParent());
  }

  /** Declares a provider of the project's package. */
  SomeonesProject declares(Class<?> service, String provider) throws IOException {
    Path services = Files.createDirectories(classes().resolve("META-INF/services"));
    Files.writeString(services.resolve(service.getName()), "org.example." + name + "." + provider + "\n");
    return this;
  }

  /** Compiles a source against the project's classes and ours. */
  SomeonesProject compile(Path source, Path sourcePath) throws IOException {
    Files.createDirectories(classes());
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-Werror",
            "-Xlint:all,-path,-processing",
            "-d", classes().toString(), "-sourcepath", sourcePath.toString(), "-cp",
            classes() + File.pathSeparator + CLASS_PATH, source.toString());
    assertThat(status).as("javac %s", source).isZero();
    return this;
  }

  /** Runs a test class of the project with JUnit, in a class loader of its own. */
  Events test(String type) throws IOException, ClassNotFoundException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes().toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return EngineTestKit.engine("junit-jupiter").selectors(selectClass(loader.loadClass(type))).execute()
          .testEvents();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Runs a line that begins with {@code ./lowtide} in a folder, in a JVM of its own; its words need no quotes. */
  static Printed run(Path in, String line) throws IOException, InterruptedException {
    List<String> words = List.of(line.split(" +"));
    assertThat(words.getFirst()).isEqualTo("./lowtide");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", CLASS_PATH, "org.lowtide.fuzz.cli.Main"));
    command.addAll(words.subList(1, words.size()));
    Process process = new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out;
    try (var stdout = process.inputReader()) {
      out = stdout.readAllAsString();
    }
    return new Printed(process.waitFor(), out);
  }

  /** What a command printed, errors too, and its exit code. */
  record Printed(int code, String out) {}
}
