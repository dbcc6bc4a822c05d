package org.lowtide.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.memory.MemoryProvider;

/** Compiles providers of someone else's into a class folder of their own, with the file that declares them. */
@SuppressWarnings("InlineFormatString") // it is a page long
final class Providers {

  private static final String SOURCE =
      """
      package theirs;
      public final class %1$s implements org.lowtide.memory.MemoryProvider {
        %2$s
        @Override public String name() { %3$s }
        @Override public org.lowtide.memory.Memory open(org.lowtide.alloc.Allocator allocator, long capacity, long limit) {
          %4$s
        }
        static org.lowtide.memory.Memory good(org.lowtide.alloc.Allocator allocator, long capacity, long limit) {
          return wrap(org.lowtide.memory.MemoryV2.open(allocator, capacity, limit));
        }
        static org.lowtide.memory.Memory wrap(org.lowtide.memory.Memory inner) {
          return (org.lowtide.memory.Memory) java.lang.reflect.Proxy.newProxyInstance(
              %1$s.class.getClassLoader(), new Class<?>[] {org.lowtide.memory.Memory.class},
              (proxy, method, arguments) -> {
                String call = method.getName();
                before(call);
                try {
                  Object result = method.invoke(inner, arguments);
                  return call.equals("newChild") ? wrap((org.lowtide.memory.Memory) result) : result;
                } catch (java.lang.reflect.InvocationTargetException e) {
                  throw e.getCause();
                }
              });
        }
        static void before(String call) throws Exception { %5$s }
        static void eat() {
          try {
            while (true) { EATEN.add(new long[1 << 22]); }
          } catch (OutOfMemoryError e) {
            EATEN.clear();
            throw e;
          }
        }
        static void recurse() { recurse(); }
        static final java.util.List<long[]> EATEN = new java.util.ArrayList<>();
      }
      """;

  private static final String ALLOCATOR_SOURCE =
      """
      package theirs;
      public final class %1$s implements org.lowtide.alloc.AllocatorProvider {
        @Override public String name() { %2$s }
        @Override public org.lowtide.alloc.Pool open(org.lowtide.alloc.Allocator upstream, long limit) { %3$s }
      }
      """;

  private final Path folder;
  private final List<String> names = new ArrayList<>();

  Providers(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** A provider whose memory does something before each call, named as its class in lower case. */
  Providers misbehaving(String type, String before) throws IOException {
    return add(type, "", named(type), "return good(allocator, capacity, limit);", before);
  }

  Providers opening(String type, String open) throws IOException {
    return add(type, "", named(type), open, "");
  }

  Providers naming(String type, String members, String name) throws IOException {
    return add(type, members, name, "return good(allocator, capacity, limit);", "");
  }

  static String named(String type) {
    return "return \"" + type.toLowerCase(Locale.ROOT) + "\";";
  }

  /** A provider of pools, named as its class in lower case. */
  Providers openingPools(String type, String open) throws IOException {
    return add(AllocatorProvider.class, type, ALLOCATOR_SOURCE.formatted(type, named(type), open));
  }

  private Providers add(String type, String members, String name, String open, String before) throws IOException {
    return add(MemoryProvider.class, type, SOURCE.formatted(type, members, name, open, before));
  }

  private Providers add(Class<?> provider, String type, String content) throws IOException {
    Path source = Files.createDirectories(folder.resolve("src/theirs")).resolve(type + ".java");
    Files.writeString(source, content);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int status =
        compiler.run(
            null,
            OutputStream.nullOutputStream(),
            null,
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString(),
            source.toString());
    assertThat(status).as(type).isZero();
    names.add("theirs." + type);
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(services.resolve(provider.getName()), names);
    return this;
  }

  Path jar(Path file) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
        var files = Files.walk(folder)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(folder.relativize(each).toString()));
        jar.write(Files.readAllBytes(each));
        jar.closeEntry();
      }
    }
    return file;
  }
}
