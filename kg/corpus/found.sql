-- How many entities and relations the chosen articles name and state, each by itself.
SELECT ifnull(sum(json_array_length(article, '$.entities') + json_array_length(article, '$.relations')), 0)
FROM chosen JOIN articles USING (content)
