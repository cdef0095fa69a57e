/** The ledger: which runs there were, what each loaded from which delivery, what was refused and why. */
@NullMarked
package org.lierne.loader.audit;

import org.jspecify.annotations.NullMarked;
