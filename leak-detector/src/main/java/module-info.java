/** Allocators that count, fail and poison, and the reports and the JUnit 5 extension built on them. */
@org.jspecify.annotations.NullMarked
module org.lowtide.leak {
  requires java.management;
  requires transitive org.lowtide.core;
  requires static com.fasterxml.jackson.core;
  requires static jdk.jfr;
  requires static transitive org.jspecify;
  requires static net.jqwik.api;
  requires static transitive org.junit.jupiter.api;
  requires static org.junit.platform.launcher;
  requires static jol.core;

  exports org.lowtide.leak;
  exports org.lowtide.leak.jol;
  exports org.lowtide.leak.jqwik;
  exports org.lowtide.leak.junit;
  exports org.lowtide.leak.report;

  uses org.junit.jupiter.api.extension.Extension;

  provides org.junit.jupiter.api.extension.Extension with
      org.lowtide.leak.junit.LeakCheckExtension;
}
