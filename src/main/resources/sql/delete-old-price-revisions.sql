-- Deletes the price revisions that only versions before the last but one need, unless such a version was replaced a short time ago.
DELETE FROM price_revision
WHERE until_version < :published_version
  AND until_version <= (SELECT COALESCE(MAX(version), 0) FROM publication WHERE created_at < :before)
