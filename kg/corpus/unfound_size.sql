-- How many of the wanted documents there is no article of some version of, and their characters.
SELECT count(*), ifnull(sum(length(t.text)), 0)
FROM wanted AS w
JOIN texts AS t ON t.id = w.id
WHERE NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.content = w.content AND a.version = ?1)
