/** The bench: ways of finding against planted bugs, run one by one, counted and drawn. */
@org.jspecify.annotations.NullMarked
package org.lowtide.bench;
