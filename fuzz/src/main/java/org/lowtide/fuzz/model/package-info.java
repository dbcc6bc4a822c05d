/** The reference model: what every memory must do, in the plainest code that says it. */
package org.lowtide.fuzz.model;
