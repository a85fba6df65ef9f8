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

-- satisfaction_index: the mean of five shares, in the same way.
INSERT INTO figure
  WITH part AS (
    SELECT grouping, province, ward, max(category) AS category, member, period, max(hidden) AS hidden,
      count(*) = 5 AND min(denominator) > 0 AS known,
      max(top) FILTER (WHERE kpi = 'satisfaction_access') AS a,
      max(bottom) FILTER (WHERE kpi = 'satisfaction_access') AS b,
      max(top) FILTER (WHERE kpi = 'satisfaction_procedure') AS c,
      max(bottom) FILTER (WHERE kpi = 'satisfaction_procedure') AS d,
      max(top) FILTER (WHERE kpi = 'satisfaction_staff') AS e,
      max(bottom) FILTER (WHERE kpi = 'satisfaction_staff') AS f,
      max(top) FILTER (WHERE kpi = 'satisfaction_result') AS g,
      max(bottom) FILTER (WHERE kpi = 'satisfaction_result') AS h,
      max(top) FILTER (WHERE kpi = 'satisfaction_feedback') AS i,
      max(bottom) FILTER (WHERE kpi = 'satisfaction_feedback') AS j
    FROM figure
    WHERE kpi IN ('satisfaction_access', 'satisfaction_procedure', 'satisfaction_staff', 'satisfaction_result', 'satisfaction_feedback')
    GROUP BY grouping, province, ward, member, period)
  SELECT 'satisfaction_index', grouping, province, ward, category, member, period, NULL, NULL,
    iif(known, a * d * f * h * j + c * b * f * h * j + e * b * d * h * j + g * b * d * f * j + i * b * d * f * h, NULL),
    iif(known, 5 * b * d * f * h * j, NULL), hidden
  FROM part;
