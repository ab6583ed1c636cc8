-- The inputs that were read whole and hold no document, by name.
SELECT source
FROM inputs
WHERE reading IN (SELECT key FROM readings) AND reading NOT IN (SELECT reading FROM documents)
ORDER BY source, path
