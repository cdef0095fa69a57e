/** Bad files, bad expressions and engine failures, through the loader as it is used. */
@NullMarked
package org.lierne.loader.stage;

import org.jspecify.annotations.NullMarked;
