-- header: how a column of a schema may be headed; word: what a word of a category or scale means.
CREATE TABLE header(dataset, place INTEGER, column, type, required INTEGER, header);
CREATE TABLE word(dataset, column, word, value, place INTEGER);
CREATE TABLE record(id INTEGER PRIMARY KEY, dataset, file, place INTEGER, fields);
CREATE TABLE stray(file, line INTEGER);
CREATE TABLE cell(dataset, grouping, id INTEGER, province, ward, category, member, period);
CREATE TABLE grid(dataset, grouping, province, ward, category, member, period,
  PRIMARY KEY (dataset, grouping, province, ward, member, period));
CREATE TABLE figure(kpi, grouping, province, ward, category, member, period,
  numerator, denominator, top, bottom, hidden INTEGER);
CREATE TABLE month(dataset, month);
INSERT INTO month
  SELECT d.column1, m.column1
  FROM (VALUES ('dossiers'), ('responses'), ('difficulties'), ('delegations'), ('opinions'), ('hotline'),
    ('requests')) d, (VALUES ('2025-07'), ('2025-08'), ('2025-09')) m
  WHERE m.column1 < '2025-09' OR d.column1 = 'opinions';
CREATE TABLE no_member(member);
INSERT INTO no_member VALUES ('');
CREATE TABLE no_period(period);
INSERT INTO no_period VALUES ('');
CREATE TABLE nowhere(province);
INSERT INTO nowhere VALUES ('');
CREATE VIEW somewhere AS SELECT code AS province FROM provinces;

-- What is withheld loses its numerator, denominator and value; without a denominator there is no value.
CREATE VIEW published AS
  SELECT kpi, grouping, province AS province_code, ward AS ward_code, category, member, period,
    iif(hidden, '', ifnull(numerator, '')) AS numerator,
    iif(hidden, '', ifnull(denominator, '')) AS denominator,
    iif(hidden OR bottom = 0, '', ifnull(top, '')) AS top,
    iif(hidden OR bottom = 0 OR top IS NULL, '', bottom) AS bottom,
    hidden AS suppressed
  FROM figure;
