/** The forms of a program: bytes for machines, text for people, traces of real contract code, and files of all three. */
package org.lowtide.fuzz.codec;
