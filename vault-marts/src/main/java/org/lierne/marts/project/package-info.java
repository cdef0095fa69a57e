/** A vault project as one thing: its metadata read and checked, and all that can be done with a database by it. What a
 * program that embeds Lierne begins with. */
@NullMarked
package org.lierne.marts.project;

import org.jspecify.annotations.NullMarked;
