-- 停電のとき、避難所に貸し出されて電気を送ったEVの台数。
-- Electric vehicles that were lent to shelters and gave power in an outage.
SELECT
    COUNT(DISTINCT lending.vehicle) AS numerator,
    COUNT(DISTINCT lending.shelter) AS contributors
FROM ev_lendings AS lending
JOIN outages AS outage
    ON outage.outage = lending.outage
    AND lending.occurred_at >= outage.began_at
    AND lending.occurred_at < outage.ended_at
WHERE lending.kwh > 0
    AND lending.occurred_at >= :period_start AND lending.occurred_at < :period_end
