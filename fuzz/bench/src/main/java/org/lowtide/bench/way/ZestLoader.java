package org.lowtide.bench.way;

import edu.berkeley.cs.jqf.instrument.InstrumentingClassLoader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;

/** Loads all classes of ours anew, and instruments for Zest those that guide the other ways too. */
final class ZestLoader extends InstrumentingClassLoader {

  private static final String OURS = "org.lowtide.";
  private static final List<String> INSTRUMENTED =
      List.of("org.lowtide.bench.bugs.", "org.lowtide.fuzz.model.", ZestRun.Loop.class.getName());

  private ZestLoader(URL[] urls, ClassLoader others) {
    super(urls, others);
  }

  static ZestLoader ofClassPath() {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      try {
        urls.add(new File(entry).toURI().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalStateException("class path entry " + entry + " is no URL", e);
      }
    }
    return new ZestLoader(urls.toArray(URL[]::new), new Others(ZestLoader.class.getClassLoader()));
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    return INSTRUMENTED.stream().anyMatch(name::startsWith) ? super.findClass(name) : plain(name);
  }

  private Class<?> plain(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** What is not ours, from where it is already loaded. */
  private static final class Others extends ClassLoader {

    Others(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith(OURS)) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}
