/**
 * What a vault promises, as queries of what breaks it. {@link org.lierne.core.verify.VaultChecks} is where to begin; each
 * query reads the vault alone, and yields nothing where the promise is kept.
 */
@NullMarked
package org.lierne.core.verify;

import org.jspecify.annotations.NullMarked;
