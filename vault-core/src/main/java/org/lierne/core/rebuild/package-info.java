/**
 * Rows of deliveries made again from what the vault stores, and compared with what their files say: which column of a
 * source is kept where ({@link org.lierne.core.rebuild.StoredColumns}), and the statements of it
 * ({@link org.lierne.core.rebuild.RebuildPlan}).
 */
@NullMarked
package org.lierne.core.rebuild;

import org.jspecify.annotations.NullMarked;
