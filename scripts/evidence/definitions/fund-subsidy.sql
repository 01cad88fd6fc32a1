-- 電力の節約分を積んだ基金から、省エネルギー機器の補助に回った金額。
-- What the fund, fed by the savings, paid as subsidies for energy-saving equipment.
SELECT
    SUM(yen) AS numerator,
    COUNT(DISTINCT household) AS contributors
FROM fund_ledger
WHERE kind = 'subsidy'
    AND occurred_on >= :period_start AND occurred_on < :period_end
