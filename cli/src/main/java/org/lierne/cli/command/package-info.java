/** The commands and their options, and what they ask of the modules below. */
@NullMarked
package org.lierne.cli.command;

import org.jspecify.annotations.NullMarked;
