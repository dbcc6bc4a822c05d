/** The ways of finding bugs that the bench compares, each as it runs in a JVM of its own. */
@org.jspecify.annotations.NullMarked
package org.lowtide.bench.way;
