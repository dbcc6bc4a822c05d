/** Planted bugs: variants of one correct memory and one correct pool, each a small, named, documented change. */
@org.jspecify.annotations.NullMarked
package org.lowtide.bench.bugs;
