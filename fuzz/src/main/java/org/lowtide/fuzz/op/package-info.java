/** Programs over memories: operations, how they are aimed, and the operands and payloads they carry. */
package org.lowtide.fuzz.op;
