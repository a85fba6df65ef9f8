-- The first record of a file heads its columns.
CREATE TABLE heading AS
  SELECT r.dataset, r.file, j.key AS position, h.place, h.column, h.type, h.required
  FROM record r, json_each(r.fields) j JOIN header h ON h.dataset = r.dataset AND h.header = j.value
  WHERE r.place = 1;
CREATE TABLE width AS
  SELECT r.id, r.dataset, r.file, r.place, count(j.value) AS fields,
    -- The record's first line: those before it, with the line ends inside their fields.
    sum(1 + sum(length(ifnull(j.value, '')) - length(replace(ifnull(j.value, ''), char(10), ''))))
      OVER (PARTITION BY r.file ORDER BY r.place)
      - sum(length(ifnull(j.value, '')) - length(replace(ifnull(j.value, ''), char(10), ''))) AS line
  FROM record r, json_each(r.fields) j GROUP BY r.id;

-- Every field of every record as text, then as what its type makes of it.
CREATE TABLE field AS
  SELECT r.id, h.dataset, h.place, h.column, h.type, h.required,
    trim(json_extract(r.fields, '$[' || h.position || ']')) AS text
  FROM record r JOIN heading h ON h.file = r.file
  WHERE r.place > 1;
CREATE INDEX word_of ON word(dataset, column, word);
CREATE INDEX alias_of ON aliases(alias);
CREATE INDEX ward_code_of ON wards(code);
CREATE INDEX ward_name_of ON wards(province_code, name_vi);
CREATE TABLE flag(word PRIMARY KEY, value);
INSERT INTO flag VALUES ('1', 1), ('true', 1), ('Có', 1), ('x', 1), ('0', 0), ('false', 0), ('Không', 0);

CREATE TABLE value AS
  SELECT f.id, f.dataset, f.place, f.column, f.type, f.required, f.text,
    CASE type
      WHEN 'category' THEN w.value
      WHEN 'flag' THEN g.value
      WHEN 'integer' THEN CASE WHEN w.word IS NOT NULL THEN iif(w.value = '', '', CAST(w.value AS INTEGER))
        WHEN f.text NOT GLOB '*[^0-9]*' THEN CAST(f.text AS INTEGER) END
      WHEN 'province' THEN a.province_code
      -- The sum of no days makes sqlite see that there is no 30 February.
      WHEN 'date' THEN iif(date(f.iso, '+0 days') = f.iso, f.iso, NULL)
      WHEN 'timestamp' THEN iif(date(f.iso, '+0 days') = substr(f.iso, 1, 10),
        strftime('%Y-%m-%dT%H:%M:%S', f.iso), NULL)
      ELSE f.text
    END AS value
  FROM (
    SELECT *, CASE WHEN text GLOB '??/??/????*'
        THEN substr(text, 7, 4) || '-' || substr(text, 4, 2) || '-' || substr(text, 1, 2)
          || replace(substr(text, 11), ' ', 'T')
        ELSE replace(text, ' ', 'T') END AS iso
    FROM field) f
  LEFT JOIN word w ON w.dataset = f.dataset AND w.column = f.column AND w.word = f.text
  LEFT JOIN flag g ON f.type = 'flag' AND g.word = f.text
  LEFT JOIN aliases a ON f.type = 'province' AND a.alias = f.text
  WHERE f.text <> '';
CREATE INDEX value_of ON value(id, column);

-- A ward is read inside its province, by code or by name.
UPDATE value SET value = (
  SELECT w.code FROM wards w, value p
  WHERE p.id = value.id AND p.column = 'province_code' AND w.province_code = p.value
    AND value.text IN (w.code, w.name_vi))
  WHERE type = 'ward';

CREATE TABLE fault AS
  SELECT r.id, -1 AS place, '' AS column, 'field_count' AS code
  FROM width r JOIN width h ON h.file = r.file AND h.place = 1 AND r.fields <> h.fields
  UNION ALL
  SELECT r.id, -1, '', 'bad_quote' FROM width r JOIN stray USING (file, line)
  UNION ALL
  SELECT f.id, f.place, f.column, 'missing_required' FROM field f WHERE f.required AND f.text = ''
  UNION ALL
  SELECT v.id, v.place, v.column, CASE v.type
      WHEN 'category' THEN 'unknown_category' WHEN 'flag' THEN 'bad_flag' WHEN 'integer' THEN 'bad_integer'
      WHEN 'province' THEN 'unknown_province' WHEN 'date' THEN 'bad_date' WHEN 'timestamp' THEN 'bad_timestamp'
      WHEN 'ward' THEN
        iif(v.text IN (SELECT code FROM wards), 'ward_outside_province', 'unknown_ward') END
  FROM value v WHERE v.value IS NULL
  UNION ALL
  SELECT v.id, v.place, v.column, 'out_of_range' FROM value v
  WHERE v.dataset = 'responses' AND v.type = 'integer' AND typeof(v.value) = 'integer' AND v.value NOT BETWEEN 1 AND 5
  UNION ALL
  SELECT n.id, n.place, n.column, 'place_mismatch' FROM value n JOIN value c USING (id)
  WHERE n.column = 'province_name' AND c.column = 'province_code' AND n.value <> c.value;
CREATE INDEX fault_of ON fault(id);
CREATE VIEW rejected AS
  SELECT r.file, r.line, f.column, f.code
  FROM width r JOIN (SELECT id, column, code, min(place) FROM fault GROUP BY id) f USING (id)
  ORDER BY r.id;

-- What is left, a table a dataset; an answer that says nothing is none.
DELETE FROM value WHERE id IN (SELECT id FROM fault) OR value = '';
CREATE TABLE dossiers AS
  SELECT id,
    max(value) FILTER (WHERE column = 'dossier_id') AS key,
    max(value) FILTER (WHERE column = 'province_code') AS province,
    max(value) FILTER (WHERE column = 'ward_code') AS ward,
    max(value) FILTER (WHERE column = 'field') AS field,
    max(value) FILTER (WHERE column = 'channel') AS channel,
    max(value) FILTER (WHERE column = 'status') AS status,
    max(value) FILTER (WHERE column = 'received_at') AS received_at,
    max(value) FILTER (WHERE column = 'due_at') AS due_at,
    max(value) FILTER (WHERE column = 'completed_at') AS completed_at,
    max(value) FILTER (WHERE column = 'updated_at') AS updated_at,
    max(value) FILTER (WHERE column = 'documents_digitized') AS documents_digitized,
    max(value) FILTER (WHERE column = 'result_digitized') AS result_digitized,
    max(value) FILTER (WHERE column = 'data_reused') AS data_reused,
    max(value) FILTER (WHERE column = 'synced') AS synced,
    max(value) FILTER (WHERE column = 'returns_document') AS returns_document,
    max(value) FILTER (WHERE column = 'has_petition') AS has_petition,
    substr(max(value) FILTER (WHERE column = 'received_at'), 1, 7) AS period
  FROM value WHERE dataset = 'dossiers' GROUP BY id;
-- First the newest version of a dossier, the later record among equals; then the period.
CREATE TABLE newest AS
  SELECT id FROM (
    SELECT id, row_number() OVER (PARTITION BY key ORDER BY updated_at DESC, id DESC) AS place FROM dossiers)
  WHERE place = 1;
DELETE FROM dossiers WHERE id NOT IN (SELECT id FROM newest) OR period NOT IN ('2025-07', '2025-08');

CREATE VIEW other AS
  SELECT dataset, id,
    max(value) FILTER (WHERE column = 'province_code') AS province,
    max(value) FILTER (WHERE column = 'ward_code') AS ward,
    max(value) FILTER (WHERE column = 'field') AS field,
    max(value) FILTER (WHERE column = 'topic') AS topic,
    max(value) FILTER (WHERE column = 'task_kind') AS task_kind,
    max(value) FILTER (WHERE column = 'task_field') AS task_field,
    max(value) FILTER (WHERE column = 'difficulty') AS difficulty,
    max(value) FILTER (WHERE column = 'difficulty_group') AS difficulty_group,
    max(value) FILTER (WHERE column = 'delegation') AS delegation,
    max(value) FILTER (WHERE column = 'network') AS network,
    max(value) FILTER (WHERE column = 'state') AS state,
    max(value) FILTER (WHERE column = 'trained') AS trained,
    max(value) FILTER (WHERE column = 'guided') AS guided,
    max(value) FILTER (WHERE column = 'answered_at') AS answered_at,
    max(value) FILTER (WHERE column = 'called_at') AS called_at,
    max(value) FILTER (WHERE column = 'raised_on') AS raised_on,
    max(value) FILTER (WHERE column = 'closed_on') AS closed_on,
    CAST(max(value) FILTER (WHERE column = 'findings') AS INTEGER) AS findings,
    CAST(max(value) FILTER (WHERE column = 'it_staff') AS INTEGER) AS it_staff,
    CAST(max(value) FILTER (WHERE column = 'access') AS INTEGER) AS access,
    CAST(max(value) FILTER (WHERE column = 'procedure') AS INTEGER) AS procedure,
    CAST(max(value) FILTER (WHERE column = 'staff') AS INTEGER) AS staff,
    CAST(max(value) FILTER (WHERE column = 'result') AS INTEGER) AS result,
    CAST(max(value) FILTER (WHERE column = 'feedback') AS INTEGER) AS feedback,
    CAST(max(value) FILTER (WHERE column = 'overall') AS INTEGER) AS overall,
    max(value) FILTER (WHERE column IN
      ('surveyed_at', 'reported_on', 'visited_on', 'received_at', 'called_at', 'raised_on')) AS moment
  FROM value WHERE dataset <> 'dossiers' GROUP BY id;
CREATE TABLE others AS SELECT *, substr(moment, 1, 7) AS period FROM other;
CREATE TABLE responses AS
  SELECT * FROM others WHERE dataset = 'responses' AND period IN ('2025-07', '2025-08');
CREATE TABLE difficulties AS
  SELECT * FROM others WHERE dataset = 'difficulties' AND period IN ('2025-07', '2025-08');
CREATE TABLE delegations AS
  SELECT * FROM others WHERE dataset = 'delegations' AND period IN ('2025-07', '2025-08');
CREATE TABLE hotline AS
  SELECT * FROM others WHERE dataset = 'hotline' AND period IN ('2025-07', '2025-08');
CREATE TABLE requests AS
  SELECT * FROM others WHERE dataset = 'requests' AND period IN ('2025-07', '2025-08');
CREATE TABLE opinions AS
  SELECT * FROM others WHERE dataset = 'opinions' AND substr(moment, 1, 10) BETWEEN '2025-07-01' AND '2025-09-12';
CREATE TABLE training AS SELECT * FROM others WHERE dataset = 'training';
CREATE TABLE communes AS SELECT * FROM others WHERE dataset = 'communes';
CREATE TABLE tasks AS SELECT * FROM others WHERE dataset = 'tasks';
CREATE TABLE procedures AS SELECT * FROM others WHERE dataset = 'procedures';
CREATE UNIQUE INDEX dossier_of ON dossiers(id);
CREATE UNIQUE INDEX response_of ON responses(id);
CREATE UNIQUE INDEX training_of ON training(id);
CREATE UNIQUE INDEX hotline_of ON hotline(id);
