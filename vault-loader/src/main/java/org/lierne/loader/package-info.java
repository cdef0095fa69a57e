/** Running a vault: connections and migrations, deliveries, stages, loads and the ledger. */
@NullMarked
package org.lierne.loader;

import org.jspecify.annotations.NullMarked;
