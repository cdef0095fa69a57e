/**
 * The statements that make typed, checked and hashed rows of what was read. {@link org.lierne.core.plan.stage.StagePlan}
 * is where to begin.
 */
@NullMarked
package org.lierne.core.plan.stage;

import org.jspecify.annotations.NullMarked;
