/**
 * The tables that a vault means, column by column, and the difference of two such sets of tables. Physical names are
 * made here and nowhere else.
 */
@NullMarked
package org.lierne.core.schema;

import org.jspecify.annotations.NullMarked;
