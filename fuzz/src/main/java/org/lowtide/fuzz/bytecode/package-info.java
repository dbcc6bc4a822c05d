/** Bytecode for the virtual machine: made of any bytes, run on all memories, shrunk, and written as vectors. */
package org.lowtide.fuzz.bytecode;
