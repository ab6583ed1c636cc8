-- The wanted documents after some number of which there is no article of some version: number, content, document, text.
SELECT w.number, w.content, d.document, t.text
FROM wanted AS w
JOIN documents AS d USING (reading, position)
JOIN texts AS t ON t.id = w.id
WHERE NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.content = w.content AND a.version = ?1)
AND w.number > ?2
ORDER BY w.number
LIMIT ?3
