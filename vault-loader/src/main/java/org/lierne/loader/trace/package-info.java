/**
 * Tells what a vault has ever stored on one key, from the key's first record to its last: a
 * {@link org.lierne.loader.trace.Timeline}, read by a {@link org.lierne.loader.trace.Tracer}.
 */
@NullMarked
package org.lierne.loader.trace;

import org.jspecify.annotations.NullMarked;
