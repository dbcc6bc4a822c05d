/** The command line: {@code ./lowtide} and its verbs. Nothing depends on it. */
package org.lowtide.fuzz.cli;
