/** Leak reports for programs to read: JSON and SARIF. Needs {@code jackson-core}; the rest of Lowtide's detector does not. */
package org.lowtide.leak.report;
