/**
 * The heap that an object keeps reachable, before and after its close: so that a closed memory which still pins its array
 * is a leak too. Needs JOL ({@code org.openjdk.jol:jol-core}); the rest of Lowtide does not.
 *
 * <p>JOL attaches to its own JVM and reads fields by {@code Unsafe}. Started with {@code -Djdk.attach.allowAttachSelf
 * -XX:+EnableDynamicAgentLoading --sun-misc-unsafe-memory-access=allow} a JVM of version 25 prints no warning; without
 * them JOL works out sizes in place of asking the JVM for them, and both print some lines.
 */
package org.lowtide.leak.jol;
