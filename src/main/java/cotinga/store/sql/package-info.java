/**
 * Statements, transactions and the files of the database: opening, migration, backups and damage. It knows no table of the field.
 */
@NullMarked
package cotinga.store.sql;

import org.jspecify.annotations.NullMarked;
