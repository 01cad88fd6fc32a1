-- 蓄電池で電力の山を抑えて減った電気料金の割合。基本料金は月の最大電力、従量料金は電力量で決まります。
-- How much of the bill batteries save by cutting peaks: a charge for the month's peak, one for energy.
WITH monthly AS (
    SELECT
        facility,
        bill_month,
        MAX(load_kw) AS peak_without,
        MAX(grid_kw) AS peak_with,
        SUM(load_kw) AS load_kw_half_hours,
        SUM(grid_kw) AS grid_kw_half_hours
    FROM meter_readings
    WHERE occurred_at >= :period_start AND occurred_at < :period_end
    GROUP BY facility, bill_month
),
bills AS (
    SELECT
        facility,
        peak_without * 1890 + load_kw_half_hours * 0.5 * 17.5 AS yen_without,
        peak_with * 1890 + grid_kw_half_hours * 0.5 * 17.5 AS yen_with
    FROM monthly
)
SELECT
    SUM(yen_without - yen_with) AS numerator,
    SUM(yen_without) AS denominator,
    COUNT(DISTINCT facility) AS contributors
FROM bills
