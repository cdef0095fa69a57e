/**
 * What is done, as data: the views over the raw vault, and the statements that stage deliveries and load them. Running,
 * printing and explaining a load are readers of these plans.
 */
@NullMarked
package org.lierne.core.plan;

import org.jspecify.annotations.NullMarked;
