-- The documents of all inputs, each text once: of those that share it the first by name. Text compares by code points.
CREATE TEMP TABLE wanted AS
SELECT
    row_number() OVER (ORDER BY ifnull(json_extract(document, '$.date'), ''), json_extract(document, '$.name'), text)
        AS number,
    text AS id,
    reading,
    position,
    content
FROM (
    SELECT
        d.*,
        row_number() OVER (
            PARTITION BY d.text
            ORDER BY
                json_extract(d.document, '$.name'), ifnull(json_extract(d.document, '$.source'), ''),
                i.source, i.path, d.position
        ) AS place
    FROM inputs AS i JOIN documents AS d USING (reading)
)
WHERE place = 1
ORDER BY 1
