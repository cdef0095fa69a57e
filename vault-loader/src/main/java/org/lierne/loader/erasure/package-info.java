/**
 * Erasure on request: a person is taken out of the vault, its ledger, the copies of deliveries and all other files that
 * Lierne owns, and what is delivered again does not bring them back.
 */
@NullMarked
package org.lierne.loader.erasure;

import org.jspecify.annotations.NullMarked;
