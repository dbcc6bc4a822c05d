/** What only helps the packages of this module; not exported. */
package org.lowtide.leak.internal;
