-- 環境を守る行動をしていると答えた人の割合。区ごと。
-- Share of respondents who say that they act to protect the environment, by ward.
SELECT
    ward AS ref_area,
    SUM(CASE WHEN acts THEN 1 ELSE 0 END) AS numerator,
    COUNT(*) AS denominator,
    COUNT(DISTINCT respondent) AS contributors
FROM survey_answers
WHERE occurred_on >= :period_start AND occurred_on < :period_end
GROUP BY ward
