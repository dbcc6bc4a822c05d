/** Allocators that count, fail and poison, and the reports and test extension built on them. */
@org.jspecify.annotations.NullMarked
module org.lowtide.leak {
  requires transitive org.lowtide.core;
  requires static transitive org.jspecify;

  exports org.lowtide.leak;
}
