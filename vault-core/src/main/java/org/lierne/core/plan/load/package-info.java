/** The statements that take staged rows into the vault. {@link org.lierne.core.plan.load.LoadPlan} puts them in order. */
@NullMarked
package org.lierne.core.plan.load;

import org.jspecify.annotations.NullMarked;
