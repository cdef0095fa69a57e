/** Whether the ledger of runs and deliveries, and the vault, tell the same. */
@NullMarked
package org.lierne.core.verify.ledger;

import org.jspecify.annotations.NullMarked;
