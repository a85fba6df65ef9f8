-- Who leads, and how many records stand behind it. From the folder that holds out/:
--   duckdb < docs/examples/duckdb.sql
-- Codes are text: a reader that guesses would make 1 of 01.
CREATE VIEW rankings AS
FROM read_csv('out/delegations-2025-08/latest/rankings.csv', types = {'province_code': 'VARCHAR', 'flag': 'VARCHAR'});

SELECT rank, province_code, province, display, numerator, denominator
FROM rankings
WHERE kpi = 'online_rate' AND in_top = 1
ORDER BY rank, province_code;

-- How a province does month by month. Only one grouping at a time: each holds every record.
SELECT province_code, period, numerator, denominator, round(100 * value, 2) AS percent
FROM read_csv('out/delegations-2025-08/latest/kpis.csv',
  types = {'province_code': 'VARCHAR', 'ward_code': 'VARCHAR', 'period': 'VARCHAR', 'member': 'VARCHAR'})
WHERE kpi = 'online_rate' AND "grouping" = 'province+period' AND province_code = '01'
ORDER BY period;
