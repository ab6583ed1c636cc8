-- How large a graph of the chosen articles is in memory: the entities and relations that they name and state, each by
-- itself, and their texts, of which 500 characters count as one.
SELECT ifnull(sum(json_array_length(article, '$.entities') + json_array_length(article, '$.relations')), 0)
    + ifnull((SELECT sum(length(text)) FROM chosen JOIN texts USING (id)), 0) / 500
FROM chosen JOIN articles USING (content)
