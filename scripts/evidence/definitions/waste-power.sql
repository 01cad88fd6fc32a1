-- ごみ焼却施設から市の施設へ送った電力量。
-- Power sent from the waste plants to the city's facilities.
SELECT
    SUM(kwh) AS numerator,
    COUNT(DISTINCT facility) AS contributors
FROM waste_power
WHERE occurred_on >= :period_start AND occurred_on < :period_end
