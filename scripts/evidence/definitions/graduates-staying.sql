-- 大学を出て就職した人のうち、県内に就職した人。
-- Of university graduates who found work, those who found it in the prefecture.
SELECT
    SUM(CASE WHEN works_in_prefecture THEN 1 ELSE 0 END) AS numerator,
    COUNT(*) AS denominator,
    COUNT(DISTINCT graduate) AS contributors
FROM graduates
WHERE occurred_on >= :period_start AND occurred_on < :period_end
