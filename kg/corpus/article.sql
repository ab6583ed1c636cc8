-- What was found in one of the chosen documents: document, text, article.
SELECT d.document, t.text, a.article
FROM chosen AS c
JOIN documents AS d USING (reading, position)
JOIN texts AS t ON t.id = c.id
JOIN articles AS a ON a.content = c.content
WHERE c.id = ?
