-- Forgets the prices that only readers of versions before the last but one could ask for.
DELETE FROM price_revision WHERE until_version < :published_version
