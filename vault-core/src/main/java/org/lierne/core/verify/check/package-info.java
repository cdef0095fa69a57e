/** What all checks of a vault are made of: a promise, the tables that it is about, and a query of what breaks it. */
@NullMarked
package org.lierne.core.verify.check;

import org.jspecify.annotations.NullMarked;
