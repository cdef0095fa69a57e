/**
 * Whether what satellites, hubs and links store over time is what was tracked: changes, histories, what came and went,
 * and what was seen first.
 */
@NullMarked
package org.lierne.core.verify.history;

import org.jspecify.annotations.NullMarked;
