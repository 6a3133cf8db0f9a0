/// The store in a relational database: one file in a folder, or PostgreSQL, by the same SQL.
@NullMarked
package dev.postern.authserver.store.sql;

import org.jspecify.annotations.NullMarked;
