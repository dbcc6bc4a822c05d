/** Small scopes, exhaustively: every program up to a length over a few operations and operands. */
package org.lowtide.fuzz.exhaust;
