-- 特定健診の対象者のうち、年度内に受診した人。区と性別ごとに数えます。
-- Of the people invited to a health check-up, those who came within the year, by ward and sex.
SELECT
    invited.ward AS ref_area,
    invited.sex AS breakdown,
    COUNT(DISTINCT visits.person) AS numerator,
    COUNT(DISTINCT invited.person) AS denominator,
    COUNT(DISTINCT invited.person) AS contributors
FROM checkup_invitations AS invited
LEFT JOIN checkup_visits AS visits
    ON visits.person = invited.person
    AND visits.occurred_on >= :period_start
    AND visits.occurred_on < :period_end
WHERE invited.occurred_on >= :period_start
    AND invited.occurred_on < :period_end
GROUP BY invited.ward, invited.sex
