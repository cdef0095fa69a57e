/**
 * Holding a vault to what it promises: {@link org.lierne.loader.verify.Verifier} runs the checks of
 * {@link org.lierne.core.verify.VaultChecks} and writes nothing.
 */
@NullMarked
package org.lierne.loader.verify;

import org.jspecify.annotations.NullMarked;
