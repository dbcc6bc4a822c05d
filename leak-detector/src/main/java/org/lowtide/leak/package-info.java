/**
 * Allocators that count, fail, poison and guard, checks built on them, and the reports of what they find.
 *
 * <p>The decorators compose in any order. The order that tells most is {@link
 * org.lowtide.leak.TrackingAllocator} outermost, so that every block in the hands of the code under test is a tracked
 * one and injected failures are counted; then {@link org.lowtide.leak.FailingAllocator}; and {@link
 * org.lowtide.leak.GuardingAllocator} or {@link org.lowtide.leak.PoisoningAllocator} next to the bytes.
 */
package org.lowtide.leak;
