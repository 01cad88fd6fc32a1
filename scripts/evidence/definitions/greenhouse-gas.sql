-- 燃料と電気の使用量に排出係数(kg)を掛けた合計。
-- Fuel and power used, times the emission factor in kilograms.
SELECT
    SUM(fuel.quantity * factor.kg_per_unit) AS numerator,
    COUNT(DISTINCT fuel.reporter) AS contributors
FROM fuel_use AS fuel
JOIN emission_factors AS factor ON factor.fuel = fuel.fuel
WHERE fuel.occurred_on >= :period_start AND fuel.occurred_on < :period_end
