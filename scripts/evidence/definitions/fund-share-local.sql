-- 補助した工事のうち、市内の事業者が受注した金額の割合。お金が地域の中で回る度合いです。
-- Of what the subsidies paid for, the share that went to firms of the city.
SELECT
    SUM(CASE WHEN builder_in_city THEN yen ELSE 0 END) AS numerator,
    SUM(yen) AS denominator,
    COUNT(DISTINCT household) AS contributors
FROM fund_ledger
WHERE kind = 'subsidy'
    AND occurred_on >= :period_start AND occurred_on < :period_end
