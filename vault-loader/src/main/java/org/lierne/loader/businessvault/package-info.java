/** Bringing along what is derived from the raw vault, after a run has loaded it. */
@NullMarked
package org.lierne.loader.businessvault;

import org.jspecify.annotations.NullMarked;
