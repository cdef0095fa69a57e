/**
 * What a person or a pipe sees: streams, terminals, colours, and rows as table, csv or json. Data goes to standard
 * output, talk to standard error.
 */
@NullMarked
package org.lierne.cli.console;

import org.jspecify.annotations.NullMarked;
