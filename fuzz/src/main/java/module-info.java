/** Programs over memories, the model they are compared with, the executor, and the command line. */
@org.jspecify.annotations.NullMarked
module org.lowtide.fuzz {
  requires transitive org.lowtide.core;
  requires transitive org.lowtide.leak;
  requires static transitive org.jspecify;
  requires org.lowtide.corpus;
  requires static org.junit.jupiter.api;
  requires java.management;
  requires com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires info.picocli;

  exports org.lowtide.fuzz.op;
  exports org.lowtide.fuzz.codec;
  exports org.lowtide.fuzz.model;
  exports org.lowtide.fuzz.exec;
  exports org.lowtide.fuzz.corpus;
  exports org.lowtide.fuzz.shrink;
  exports org.lowtide.fuzz.repro;
  exports org.lowtide.fuzz.junit;
  exports org.lowtide.fuzz.conformance;

  opens org.lowtide.fuzz.campaign to
      com.fasterxml.jackson.databind;
  opens org.lowtide.fuzz.exec to
      com.fasterxml.jackson.databind;
  opens org.lowtide.fuzz.repro to
      com.fasterxml.jackson.databind;
  opens org.lowtide.fuzz.cli to
      com.fasterxml.jackson.databind,
      info.picocli;

  uses org.lowtide.alloc.AllocatorProvider;
  uses org.lowtide.fuzz.cli.Verb;
  uses org.lowtide.memory.MemoryProvider;
}
