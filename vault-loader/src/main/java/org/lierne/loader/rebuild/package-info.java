/**
 * The proof that nothing was lost: deliveries are made again from what the vault stores, and compared with what their
 * copies in the archive say. The copies are read by a reader of their own, which shares nothing with staging, neither
 * the engine's reader nor its SQL: the same mistake in both would prove nothing.
 */
@NullMarked
package org.lierne.loader.rebuild;

import org.jspecify.annotations.NullMarked;
