/// What happened, once per request: the outcome, its log line and its counters.
@NullMarked
package dev.postern.audit;

import org.jspecify.annotations.NullMarked;
