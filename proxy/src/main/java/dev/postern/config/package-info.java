/// The complete configuration, valid by construction, and the one table of all options.
@NullMarked
package dev.postern.config;

import org.jspecify.annotations.NullMarked;
