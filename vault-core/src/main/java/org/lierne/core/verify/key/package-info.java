/** Whether the keys of a vault are what they should be: in one row each, made of the business keys, and leading somewhere. */
@NullMarked
package org.lierne.core.verify.key;

import org.jspecify.annotations.NullMarked;
