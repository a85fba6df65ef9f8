-- service_index: the mean of four shares where all four are known, withheld where one of them is.
-- a/b + c/d + e/f + g/h, over one denominator.
INSERT INTO figure
  WITH part AS (
    SELECT grouping, province, ward, max(category) AS category, member, period, max(hidden) AS hidden,
      count(*) = 4 AND min(denominator) > 0 AS known,
      max(top) FILTER (WHERE kpi = 'online_rate') AS a,
      max(bottom) FILTER (WHERE kpi = 'online_rate') AS b,
      max(top) FILTER (WHERE kpi = 'digitization_rate') AS c,
      max(bottom) FILTER (WHERE kpi = 'digitization_rate') AS d,
      max(top) FILTER (WHERE kpi = 'on_time_rate_766') AS e,
      max(bottom) FILTER (WHERE kpi = 'on_time_rate_766') AS f,
      max(top) FILTER (WHERE kpi = 'satisfaction') AS g,
      max(bottom) FILTER (WHERE kpi = 'satisfaction') AS h
    FROM figure
    WHERE kpi IN ('online_rate', 'digitization_rate', 'on_time_rate_766', 'satisfaction')
    GROUP BY grouping, province, ward, member, period)
  SELECT 'service_index', grouping, province, ward, category, member, period, NULL, NULL,
    iif(known, a * d * f * h + c * b * f * h + e * b * d * h + g * b * d * f, NULL),
    iif(known, 4 * b * d * f * h, NULL), hidden
  FROM part;
