package org.lowtide.fuzz.campaign;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Target;
import org.lowtide.memory.MemoryProvider;

/**
 * What can be tested of one kind: every provider on the class path, and those of someone's own jars and class folders.
 *
 * @param target memories or allocators
 * @param byName the subjects by name, in alphabetical order
 * @param warnings what could not be loaded, a line each
 */
public record Subjects(Target target, Map<String, Subject> byName, List<String> warnings) {

  /**
   * The interface that the providers of a target implement, which is also what declares them.
   *
   * @param target any target
   * @return {@link MemoryProvider} or {@link AllocatorProvider}
   */
  public static Class<?> providerType(Target target) {
    return target == Target.MEMORY ? MemoryProvider.class : AllocatorProvider.class;
  }

  /**
   * Finds all providers of a target.
   *
   * @param target memories or allocators
   * @param paths jars and class folders to look in besides the class path
   * @return what was found; a class that is found twice counts once
   * @throws IllegalArgumentException where two classes provide the same name
   */
  public static Subjects load(Target target, List<Path> paths) {
    Subjects found = new Subjects(target, new TreeMap<>(), new ArrayList<>());
    ClassLoader loader = loader(paths);
    switch (target) {
      case MEMORY -> found.addAll(ServiceLoader.load(MemoryProvider.class, loader), Subject::of);
      case ALLOCATOR -> found.addAll(ServiceLoader.load(AllocatorProvider.class, loader), Subject::of);
    }
    return found;
  }

  /**
   * Chooses subjects by name.
   *
   * @param names the names; none stands for all
   * @return in the order given
   * @throws IllegalArgumentException where a name is unknown, naming those that are known
   */
  public List<Subject> choose(List<String> names) {
    if (byName.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no subject: no " + providerType(target).getSimpleName() + " was found");
    }
    if (names.isEmpty()) {
      return List.copyOf(byName.values());
    }
    List<Subject> chosen = new ArrayList<>();
    for (String name : names) {
      Subject subject = byName.get(name);
      if (subject == null) {
        throw new IllegalArgumentException(
            "unknown subject '" + printable(name) + "'; known are " + String.join(", ", byName.keySet()));
      }
      if (!chosen.contains(subject)) {
        chosen.add(subject);
      }
    }
    return chosen;
  }

  private static ClassLoader loader(List<Path> paths) {
    ClassLoader own = Subjects.class.getClassLoader();
    if (paths.isEmpty()) {
      return own;
    }
    List<URL> urls = new ArrayList<>();
    for (Path path : paths) {
      try {
        urls.add(path.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException("subject path " + path + " is no URL: " + e.getMessage(), e);
      }
    }
    // Never closed: its classes are used until the JVM ends.
    return new URLClassLoader(urls.toArray(URL[]::new), own);
  }

  private <P> void addAll(ServiceLoader<P> loaded, Function<P, Subject> subject) {
    Set<Class<?>> seen = new HashSet<>();
    Iterator<P> iterator = loaded.iterator();
    // A provider that fails to load throws from hasNext or next and the iterator goes on after it; one whose
    // configuration cannot even be read may throw for ever.
    for (int failures = 0; failures < 100;) {
      P provider;
      try {
        if (!iterator.hasNext()) {
          return;
        }
        provider = iterator.next();
      } catch (ServiceConfigurationError | LinkageError e) {
        failures++;
        warnings.add(kind() + " cannot be loaded: " + printable(String.valueOf(e.getMessage())));
        continue;
      }
      if (seen.add(provider.getClass())) {
        add(provider, subject);
      }
    }
  }

  private <P> void add(P provider, Function<P, Subject> subjectOf) {
    String type = provider.getClass().getName();
    Subject subject;
    try {
      subject = subjectOf.apply(provider);
    } catch (RuntimeException | Error e) { // whatever a provider may throw
      warnings.add("the " + target.word() + " provider " + type + " cannot say its name: " + printable(e.toString()));
      return;
    }
    if (subject.name() == null || !subject.name().matches("[^\\s\\p{Cntrl},]{1,64}")) {
      warnings.add("the " + target.word() + " provider " + type
          + " has a name that is not 1 to 64 characters without blanks, commas and control characters");
      return;
    }
    Subject other = byName.putIfAbsent(subject.name(), subject);
    if (other != null) {
      throw new IllegalArgumentException(
          "two " + target.word() + " providers are named '" + subject.name() + "': "
              + other.provider().getClass().getName() + ", " + type);
    }
  }

  private String kind() {
    return target.phrase() + " provider";
  }

  /** Someone's own paths as a class path. */
  static String classPath(List<Path> paths) {
    return String.join(File.pathSeparator, paths.stream().map(path -> path.toAbsolutePath().toString()).toList());
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
