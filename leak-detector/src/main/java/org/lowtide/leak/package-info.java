/** Allocators that count, fail and poison, and the reports of what stayed live. */
package org.lowtide.leak;
