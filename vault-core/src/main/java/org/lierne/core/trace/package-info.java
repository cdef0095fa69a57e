/**
 * What a vault has ever stored on one key: the statements that read it, by hash key and table by table
 * ({@link org.lierne.core.trace.TracePlan}), and what their rows say ({@link org.lierne.core.trace.What}).
 */
@NullMarked
package org.lierne.core.trace;

import org.jspecify.annotations.NullMarked;
