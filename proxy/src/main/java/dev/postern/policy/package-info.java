/// Who may do what: the decision for an identity, and the origin rule.
@NullMarked
package dev.postern.policy;

import org.jspecify.annotations.NullMarked;
