/** Fuzzing runs: random programs, then coverage-guided ones, each in a JVM of its own, watched from a parent. */
package org.lowtide.fuzz.campaign;
