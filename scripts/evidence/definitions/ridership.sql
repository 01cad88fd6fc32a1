-- 公共交通に乗った回数。区ごと。一枚のカードを一人とみなします。
-- Rides on public transport, by ward; a card stands for a person.
SELECT
    ward AS ref_area,
    COUNT(*) AS numerator,
    COUNT(DISTINCT card) AS contributors
FROM rides
WHERE occurred_at >= :period_start AND occurred_at < :period_end
GROUP BY ward
