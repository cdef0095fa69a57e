/** What a vault is, and the SQL that it means: no connection, and no file but metadata. */
@NullMarked
package org.lierne.core;

import org.jspecify.annotations.NullMarked;
