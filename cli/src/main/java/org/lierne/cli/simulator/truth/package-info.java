/** What is true, in files that a test can compare a vault with. */
@NullMarked
package org.lierne.cli.simulator.truth;

import org.jspecify.annotations.NullMarked;
