-- 水を張った田から地下にしみ込んだ水の量。面積 × 日数 × 一日の浸透量。
-- Water that seeped from flooded paddies: area x days x daily infiltration.
SELECT
    SUM(paddy.square_metres * flooding.days * paddy.millimetres_a_day) * 0.001 AS numerator,
    COUNT(DISTINCT flooding.paddy) AS contributors
FROM paddy_floodings AS flooding
JOIN paddies AS paddy ON paddy.paddy = flooding.paddy
WHERE flooding.occurred_on >= :period_start AND flooding.occurred_on < :period_end
