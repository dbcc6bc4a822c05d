/** Memories with one planted fault each, which the executor must find and the shrinker must reduce. */
@org.jspecify.annotations.NullMarked
package org.lowtide.fuzz.planted;
