package org.lowtide.fuzz.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plants a fault in the machine itself, which is then the same on every memory, and sees fuzzing find it. */
final class MachineMutantsTest {

  private static final int CASES = 1_500;
  private static final Path SOURCES = Path.of("..", "core", "src", "main", "java", "org", "lowtide", "vm");

  @TempDir
  private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource
  void isFound(MachineMutant mutant) throws Exception {
    String source = Files.readString(SOURCES.resolve(mutant.type + ".java"));
    assertThat(source).as("the place to plant it").containsOnlyOnce(mutant.original);
    Path planted = Files.createDirectories(folder.resolve("src")).resolve(mutant.type + ".java");
    Files.writeString(planted, source.replace(mutant.original, mutant.replacement));
    int status =
        ToolProvider.getSystemJavaCompiler().run(
            null, OutputStream.nullOutputStream(), null, "-proc:none", "-nowarn", "-cp",
            System.getProperty("java.class.path"), "-d", folder.toString(), planted.toString());
    assertThat(status).isZero();
    assertThat(hunt(folder)).isNotEmpty();
  }

  @Test
  void theMachineAsItIsShowsNothing() throws Exception {
    assertThat(hunt(folder)).isEmpty();
  }

  private static String hunt(Path classes) throws Exception {
    Class<?> hunt = new PlantingLoader(classes).loadClass(MutantHunt.class.getName());
    return (String) hunt.getMethod("first", int.class).invoke(null, CASES);
  }

  /** Loads all classes of this project anew, those from a folder that are there. */
  private static final class PlantingLoader extends ClassLoader {

    private final Path classes;

    PlantingLoader(Path classes) {
      super(MachineMutantsTest.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("org.lowtide.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String path = name.replace('.', '/') + ".class";
      Path planted = classes.resolve(path);
      try (InputStream in = Files.exists(planted) ? Files.newInputStream(planted) : getResourceAsStream(path)) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
