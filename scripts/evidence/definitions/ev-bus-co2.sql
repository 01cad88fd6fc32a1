-- EVバスで減ったCO2。同じ距離を軽油のバスで走った場合(1km 0.743kg)から、充電の分(1kWh 0.402kg)を引きます。
-- CO2 saved: the same distance on diesel (0.743 kg a km) less what charging caused (0.402 kg a kWh).
SELECT
    SUM(metres * 0.000743 - kwh * 0.402) AS numerator,
    COUNT(DISTINCT bus) AS contributors
FROM ev_bus_trips
WHERE occurred_at >= :period_start AND occurred_at < :period_end
