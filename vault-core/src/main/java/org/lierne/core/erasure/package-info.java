/**
 * What is kept of a person, taken out of a vault, as statements: keys and their hashes become random ones, sensitive columns
 * of every record that names the key become empty, and what is compared is hashed again.
 */
@NullMarked
package org.lierne.core.erasure;

import org.jspecify.annotations.NullMarked;
