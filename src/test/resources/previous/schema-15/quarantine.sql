-- The lines in quarantine, newest load first.
SELECT v.path AS variant, d.path, q.run_id, q.file, q.line, q.reason, q.text, q.seen_at
FROM quarantine q
JOIN download d ON d.id = q.download_id
JOIN variant v ON v.id = d.variant_id
ORDER BY q.seen_at DESC, d.variant_id, d.path, q.line, q.id
FETCH FIRST :limit ROWS ONLY
