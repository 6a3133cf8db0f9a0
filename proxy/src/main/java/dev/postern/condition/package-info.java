/// Conditions of rules in the Common Expression Language (CEL): compiled once, evaluated within bounds.
@NullMarked
package dev.postern.condition;

import org.jspecify.annotations.NullMarked;
