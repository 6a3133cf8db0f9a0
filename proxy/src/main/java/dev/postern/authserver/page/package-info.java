/// The pages that people see: templates that escape by default, and the fields that keep a page to itself.
@NullMarked
package dev.postern.authserver.page;

import org.jspecify.annotations.NullMarked;
