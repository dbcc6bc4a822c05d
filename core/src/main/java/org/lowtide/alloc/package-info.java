/** Blocks of memory that are freed by hand, and where they come from. Depends on nothing else of Lowtide. */
package org.lowtide.alloc;
