/** The views that people read the vault by. */
@NullMarked
package org.lierne.core.plan.view;

import org.jspecify.annotations.NullMarked;
