-- 産学連携などの支援を受けて製品になった件数の累計。
-- Products that supported collaborations have brought to market until the end of the period.
SELECT
    COUNT(DISTINCT product) AS numerator,
    COUNT(DISTINCT product) AS contributors
FROM products
WHERE occurred_on < :period_end
