-- これまでに設立された避難所運営委員会。
-- Committees that run evacuation shelters, set up until the end of the period.
SELECT
    COUNT(DISTINCT committee) AS numerator,
    COUNT(DISTINCT committee) AS contributors
FROM shelter_committees
WHERE occurred_on < :period_end
