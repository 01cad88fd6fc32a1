-- 就労支援の相談記録のうち、年度内に就職が決まった人を、区ごとに一度だけ数えます。
-- People whose support led to work within the year, each counted once, by ward.
SELECT
    ward AS ref_area,
    COUNT(DISTINCT person) AS numerator,
    COUNT(DISTINCT person) AS contributors
FROM job_support
WHERE outcome = 'placed'
    AND occurred_on >= :period_start
    AND occurred_on < :period_end
GROUP BY ward
