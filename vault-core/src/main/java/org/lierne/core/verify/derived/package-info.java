/** Whether what is derived from the raw vault is as it is defined: snapshot dates, point-in-time tables and bridges. */
@NullMarked
package org.lierne.core.verify.derived;

import org.jspecify.annotations.NullMarked;
