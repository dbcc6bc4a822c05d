package org.lowtide.fuzz.campaign;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.memory.MemoryProvider;

/**
 * The memories that can be tested: every provider on the class path, and those of someone's own jars and class folders.
 *
 * @param byName the subjects by name, in alphabetical order
 * @param warnings what could not be loaded, a line each
 */
public record Subjects(Map<String, Subject> byName, List<String> warnings) {

  /**
   * Finds all providers.
   *
   * @param paths jars and class folders to look in besides the class path
   * @return what was found; a class that is found twice counts once
   * @throws IllegalArgumentException where two classes provide the same name
   */
  public static Subjects load(List<Path> paths) {
    Map<String, Subject> byName = new TreeMap<>();
    List<String> warnings = new ArrayList<>();
    for (MemoryProvider provider : providers(loader(paths), warnings).values()) {
      add(provider, byName, warnings);
    }
    return new Subjects(byName, warnings);
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
      throw new IllegalArgumentException("there is no subject: no MemoryProvider was found");
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

  private static Map<Class<?>, MemoryProvider> providers(ClassLoader loader, List<String> warnings) {
    Map<Class<?>, MemoryProvider> found = new LinkedHashMap<>();
    var iterator = ServiceLoader.load(MemoryProvider.class, loader).iterator();
    // A provider that fails to load throws from hasNext or next and the iterator goes on after it; one whose
    // configuration cannot even be read may throw for ever.
    for (int failures = 0; failures < 100;) {
      try {
        if (!iterator.hasNext()) {
          break;
        }
        MemoryProvider provider = iterator.next();
        found.putIfAbsent(provider.getClass(), provider);
      } catch (ServiceConfigurationError | LinkageError e) {
        failures++;
        warnings.add("a memory provider cannot be loaded: " + printable(String.valueOf(e.getMessage())));
      }
    }
    return found;
  }

  private static void add(MemoryProvider provider, Map<String, Subject> byName, List<String> warnings) {
    String type = provider.getClass().getName();
    Subject subject;
    try {
      subject = Subject.of(provider);
    } catch (RuntimeException | Error e) { // whatever a provider may throw
      warnings.add("the memory provider " + type + " cannot say its name: " + printable(e.toString()));
      return;
    }
    if (subject.name() == null || !subject.name().matches("[^\\s\\p{Cntrl},]{1,64}")) {
      warnings.add("the memory provider " + type
          + " has a name that is not 1 to 64 characters without blanks, commas and control characters");
      return;
    }
    Subject other = byName.putIfAbsent(subject.name(), subject);
    if (other != null) {
      throw new IllegalArgumentException(
          "two memory providers are named '" + subject.name() + "': " + other.provider().getClass().getName() + ", "
              + type);
    }
  }

  /** Someone's own paths as a class path. */
  static String classPath(List<Path> paths) {
    return String.join(File.pathSeparator, paths.stream().map(path -> path.toAbsolutePath().toString()).toList());
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
