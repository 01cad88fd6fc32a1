-- これまでに誘致により立地した企業。
-- Companies that have settled with the city's help until the end of the period.
SELECT
    COUNT(DISTINCT company) AS numerator,
    COUNT(DISTINCT company) AS contributors
FROM company_locations
WHERE occurred_on < :period_end
