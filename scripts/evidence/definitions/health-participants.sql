-- 健康ポイントを一度でも得た人。校区と年代ごと。
-- People who earned health points at least once, by school district and age group.
SELECT
    school_district AS ref_area,
    age_group AS breakdown,
    COUNT(DISTINCT person) AS numerator,
    COUNT(DISTINCT person) AS contributors
FROM health_points
WHERE points > 0
    AND occurred_on >= :period_start AND occurred_on < :period_end
GROUP BY school_district, age_group
