-- EVバスが走った距離。
-- Distance that the electric buses ran.
SELECT
    SUM(metres) * 0.001 AS numerator,
    COUNT(DISTINCT bus) AS contributors
FROM ev_bus_trips
WHERE occurred_at >= :period_start AND occurred_at < :period_end
