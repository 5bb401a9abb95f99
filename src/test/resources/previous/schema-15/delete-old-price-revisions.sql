-- Deletes the price revisions that only versions before the last but one need.
DELETE FROM price_revision WHERE until_version < :published_version
