/** The demo: a worked example that is copied, delivered to in batches, and shown. */
@NullMarked
package org.lierne.cli.demo;

import org.jspecify.annotations.NullMarked;
