/**
 * What is derived from the raw vault, as data: snapshot dates, point-in-time tables and bridges, and the statements that
 * bring them along after a load. All of it may be dropped and made anew.
 */
@NullMarked
package org.lierne.core.businessvault;

import org.jspecify.annotations.NullMarked;
