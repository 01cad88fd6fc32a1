"""How a figure is judged: the manual's chapter, one small drawn example for each rule.

``scripts/manual.py`` prints these very examples as ``docs/manual/how-a-figure-is-judged.md``. All
cities and figures are invented. － stands for "none"; an empty cell expects nothing.
"""

from datetime import date

import pytest

from hoshin.domain.indicators import Comparison, Direction, Method, MissingReason, ObservationStatus
from hoshin.engine.formulas import NotComputable
from hoshin.engine.standing import Standing
from tests.spec.drawn import METHODS, Example, Section, expected, said

METHODS_SECTION = Section(
    "計算の方法",
    "Methods",
    (
        Example(
            "進捗率",
            "Progress",
            "当初値から目標値までの道のりのうち、どこまで進んだかを見ます。減らす目標も同じ式で計算できます。",
            "How far the way from the baseline to the goal has been covered; the same formula serves goals that lie below the baseline.",
            """
            | 指標                   | 単位 | 向き   | 方法   | 当初値       | 実績         | 目標         | 達成度 | 達成   | 位置 |
            | 相談件数 Consultations | 件   | 増やす | 進捗率 | 100 (FY2020) | 130 (FY2022) | 200 (FY2025) | 30     | 未達成 | 前進 |
            | ごみの量 Waste         | t    | 減らす | 進捗率 | 500 (FY2020) | 400 (FY2022) | 300 (FY2025) | 50     | 未達成 | 前進 |
            | 図書の貸出 Book loans  | 冊   | 増やす | 進捗率 | 4.0 (FY2020) | 6.5 (FY2022) | 6.0 (FY2025) | 125    | 達成   | 到達 |
            """,
        ),
        Example(
            "達成率",
            "Attainment",
            "実績を目標値で割ります。当初値は使いません。",
            "The actual divided by the goal; the baseline takes no part.",
            """
            | 指標                   | 単位 | 向き   | 方法   | 当初値 | 実績        | 目標            | 達成度 | 達成   |
            | 講座の参加者 Attendees | 人   | 増やす | 達成率 | －     | 45 (FY2022) | 60以上 (FY2022) | 75     | 未達成 |
            """,
        ),
        Example(
            "達成率(逆比)",
            "Inverse attainment",
            "少ないほどよい指標で、目標値を実績で割る流儀です。",
            "For a measure of which less is better: the goal divided by the actual.",
            """
            | 指標                  | 単位 | 向き   | 方法 | 当初値 | 実績         | 目標             | 小数 | 達成度 | 達成   |
            | 救急の到着 Ambulances | 分   | 減らす | 逆比 | －     | 8.6 (CY2024) | 8.0以下 (CY2024) | 1    | 93.0   | 未達成 |
            """,
        ),
        Example(
            "達成率(折返し)",
            "Reflected attainment",
            "少ないほどよい指標のもう一つの流儀です。目標値を超えた分だけ、100％から引きます。",
            "The other custom where less is better: what exceeds the goal is taken off 100%.",
            """
            | 指標               | 単位 | 向き   | 方法   | 当初値 | 実績         | 目標             | 小数 | 達成度 | 達成   |
            | 交通事故 Accidents | 件   | 減らす | 折返し | －     | 182 (CY2024) | 160以下 (CY2024) | 1    | 86.3   | 未達成 |
            | 火災 Fires         | 件   | 減らす | 折返し | －     | 8 (CY2024)   | 10以下 (CY2024)  | 1    | 120.0  | 達成   |
            """,
        ),
        Example(
            "年次按分",
            "Prorated",
            "進捗率などを、計画期間のうち過ぎた年の割合で割ります。100％なら予定どおりです。",
            "Progress, or another rate, divided by the share of years that have passed: 100% is exactly on schedule.",
            """
            | 指標               | 単位 | 向き   | 方法         | 当初値     | 実績        | 目標         | 達成度 | 達成   |
            | 太陽光 Solar power | kW   | 増やす | 按分・進捗率 | 0 (FY2020) | 50 (FY2022) | 100 (FY2025) | 125    | 未達成 |
            | 植樹 Trees planted | 本   | 増やす | 按分・達成率 | 0 (FY2020) | 30 (FY2022) | 100 (FY2025) | 75     | 未達成 |
            """,
        ),
        Example(
            "年次目標との比較",
            "Against the year's milestone",
            "その年の目標値と比べます。年次目標は表にある値だけを使い、計算で作ることはしません。",
            "The actual against the goal of its own year; only milestones that stand in the table are used, none is interpolated.",
            """
            | 指標                | 単位 | 向き   | 方法           | 当初値       | 年次目標                   | 実績         | 目標         | 達成度 | 達成   |
            | 創業 New businesses | 件   | 増やす | 年次目標と比較 | 100 (FY2020) | 110 (FY2021)、120 (FY2022) | 126 (FY2022) | 150 (FY2025) | 105    | 達成   |
            | 空き家 Empty houses | 戸   | 減らす | 年次目標と比較 | 400 (FY2020) | 380 (FY2022)               | 400 (FY2022) | 300 (FY2025) | 95     | 未達成 |
            """,
        ),
        Example(
            "達成か否か",
            "Met or not",
            "率は出さず、目標を満たすかどうかだけを言います。待機児童0人のような目標に使います。",
            "No rate, only whether the goal is met: for goals such as no child on a waiting list.",
            """
            | 指標                       | 単位  | 向き       | 方法       | 当初値        | 実績          | 目標                 | 達成度 | 理由           | 達成   |
            | 待機児童 Waiting children  | 人    | 減らす     | 達成か否か | 12 (FY2020)   | 0 (FY2022)    | 0以下 (FY2025)       | －     | 達成か否かのみ | 達成   |
            | 人口密度 Density           | 人/ha | 保つ       | 達成か否か | 60.7 (FY2020) | 60.6 (FY2022) | 60.7以上 (FY2025)    | －     | 達成か否かのみ | 未達成 |
            | 水質 Water quality         | %     | 増やす     | 達成か否か | 98 (FY2020)   | 100 (FY2022)  | 100ちょうど (FY2025) | －     | 達成か否かのみ | 達成   |
            | 地下水位 Groundwater level | m     | 範囲に保つ | 達成か否か | 11.6 (FY2020) | 12.9 (FY2022) | 12.0～15.0 (FY2025)  | －     | 達成か否かのみ | 達成   |
            """,
        ),
        Example(
            "定性目標",
            "Goals in words",
            "言葉の目標は、同じ言葉が報告されたら達成です。「上昇」のような向きだけの目標は、当初値から望む向きに動いたら達成です。",
            "A goal in words is met when the same word is reported; a goal that is only a direction, when the value has moved that way from the baseline.",
            """
            | 指標                | 単位 | 向き   | 方法 | 当初値        | 実績              | 目標                  | 達成度 | 理由 | 達成   |
            | 条例 Ordinance      | 件   | 増やす | 定性 | －            | 「制定」 (FY2022) | 「制定」 (FY2025)     | －     | 言葉 | 達成   |
            | 指針 Guideline      | 件   | 増やす | 定性 | －            | 「素案」 (FY2022) | 「策定」 (FY2025)     | －     | 言葉 | 未達成 |
            | 満足度 Satisfaction | 点   | 増やす | 定性 | 3.42 (FY2020) | 3.51 (FY2022)     | 向きのとおり (FY2025) | －     | 言葉 | 達成   |
            | 苦情 Complaints     | 件   | 減らす | 定性 | 20 (FY2020)   | 25 (FY2022)       | 向きのとおり (FY2025) | －     | 言葉 | 未達成 |
            | 水準 Level          | 点   | 保つ   | 定性 | 7 (FY2020)    | 7 (FY2022)        | 向きのとおり (FY2025) | －     | 言葉 | 達成   |
            """,
        ),
        Example(
            "点数・工程・執行率",
            "Points, schedule, spent",
            "点数、進んだ工程の数、使った金額を、それぞれ予定で割ります。",
            "Points, steps taken and money spent, each divided by what was planned.",
            """
            | 指標                       | 単位   | 向き   | 方法   | 当初値 | 実績                      | 目標          | 小数 | 達成度 |
            | 施策の評価点 Measure score | 点     | 増やす | 点数   | －     | 17 (FY2022)               | 20 (FY2025)   | 0    | 85     |
            | 護岸の工事 Quay works      | 工程   | 増やす | 工程   | －     | 3 (FY2022)                | 8 (FY2025)    | 0    | 38     |
            | 護岸の事業費 Quay budget   | 百万円 | 増やす | 執行率 | －     | 1380000 (FY2022 単位千円) | 2400 (FY2025) | 1    | 57.5   |
            """,
        ),
    ),
)

RULES_SECTION = Section(
    "計算の決まり",
    "Rules of calculation",
    (
        Example(
            "上限も下限もない",
            "No cap and no floor",
            "100％を超えても止めず、当初値より悪くなれば負の数になります。",
            "A rate is not cut off above 100%, and below the baseline it is negative.",
            """
            | 指標            | 単位 | 向き   | 方法   | 当初値       | 実績        | 目標         | 達成度 | 位置 |
            | 交流会 Meetings | 回   | 増やす | 進捗率 | 20 (FY2020)  | 92 (FY2022) | 31 (FY2025)  | 655    | 到達 |
            | 来館者 Visitors | 千人 | 増やす | 進捗率 | 120 (FY2020) | 29 (FY2022) | 192 (FY2025) | -126   | 後退 |
            """,
        ),
        Example(
            "四捨五入は一度だけ",
            "Rounded once, half away from zero",
            "正確な比を四捨五入するのは、印刷するときの一度だけです。ちょうど半分は0から遠いほうにします。",
            "The exact ratio is rounded once, for print; exactly one half goes away from zero.",
            """
            | 指標      | 単位 | 向き   | 方法   | 当初値     | 実績          | 目標          | 小数 | 達成度 |
            | 甲 First  | 人   | 増やす | 達成率 | －         | 21 (FY2022)   | 400 (FY2025)  | 1    | 5.3    |
            | 乙 Second | 人   | 増やす | 進捗率 | 0 (FY2020) | 25 (FY2022)   | 1000 (FY2025) | 0    | 3      |
            | 丙 Third  | 人   | 増やす | 進捗率 | 0 (FY2020) | -25 (FY2022)  | 1000 (FY2025) | 0    | -3     |
            | 丁 Fourth | 人   | 増やす | 進捗率 | 0 (FY2020) | 24.9 (FY2022) | 1000 (FY2025) | 0    | 2      |
            | 戊 Fifth  | 人   | 増やす | 進捗率 | 0 (FY2020) | -4 (FY2022)   | 1000 (FY2025) | 0    | 0      |
            """,
        ),
        Example(
            "同じ実績でも方法で変わる",
            "The same actual, another method",
            "方法によって率は大きく変わります。そのため、どの画面でも方法の名前を示します。",
            "Methods give very different rates for the same figures, so every page names the method.",
            """
            | 指標                        | 単位 | 向き   | 方法   | 当初値        | 実績          | 目標          | 達成度 |
            | 地域活動への参加 Joining in | %    | 増やす | 進捗率 | 32.1 (FY2020) | 34.5 (FY2022) | 50.0 (FY2025) | 13     |
            | 地域活動への参加 Joining in | %    | 増やす | 達成率 | 32.1 (FY2020) | 34.5 (FY2022) | 50.0 (FY2025) | 69     |
            """,
        ),
        Example(
            "現状維持の目標には率がない",
            "No rate for keeping a level",
            "当初値と目標値が同じなら、割る数が0になり進捗率は計算できません。代わりに達成か否かを言います。",
            "Where goal and baseline are equal there is nothing to divide by; whether the goal is met is said instead.",
            """
            | 指標                  | 単位 | 向き | 方法   | 当初値       | 実績         | 目標            | 達成度 | 理由     | 達成   |
            | 一人当たり所得 Income | 万円 | 保つ | 進捗率 | 583 (FY2020) | 583 (FY2022) | 583 (FY2025)    | －     | 現状維持 | 達成   |
            | 医師 Doctors          | 人   | 保つ | 進捗率 | 40 (FY2020)  | 38 (FY2022)  | 40以上 (FY2025) | －     | 現状維持 | 未達成 |
            """,
        ),
        Example(
            "0では割らない",
            "Nothing is divided by zero",
            "割る数が0のときは、率の代わりに「計算できない」と答えます。達成か否かは言えます。",
            "Where the divisor is zero the answer is that there is no rate; whether the goal is met can still be said.",
            """
            | 指標                     | 単位 | 向き   | 方法   | 当初値 | 実績       | 目標           | 達成度 | 理由      | 達成   |
            | 不法投棄 Illegal dumping | 件   | 減らす | 達成率 | －     | 2 (FY2022) | 0以下 (FY2025) | －     | 割る数が0 | 未達成 |
            | 断水 Water cuts          | 件   | 減らす | 逆比   | －     | 0 (FY2022) | 3以下 (FY2025) | －     | 割る数が0 | 達成   |
            | 漏水 Leaks               | 件   | 減らす | 折返し | －     | 1 (FY2022) | 0以下 (FY2025) | －     | 割る数が0 | 未達成 |
            """,
        ),
        Example(
            "当初値がなければ進捗率はない",
            "No progress without a baseline",
            "道のりの始まりが分からないので、進捗率は計算できません。",
            "Without a baseline the way has no beginning, so there is no progress.",
            """
            | 指標           | 単位 | 向き   | 方法   | 当初値 | 実績        | 目標            | 達成度 | 理由       | 達成   |
            | 読書量 Reading | 冊   | 増やす | 進捗率 | －     | 31 (FY2022) | 40以上 (FY2025) | －     | 当初値なし | 未達成 |
            """,
        ),
        Example(
            "向きは宣言するもの",
            "A direction is declared",
            "増やすのか減らすのかが宣言されていなければ、数だけの目標について達成か否かを言いません。「以上」「以下」と印刷されていれば言えます。",
            "Where neither increase nor decrease is declared, whether a bare number is met is not said; a printed 'at least' or 'at most' says enough.",
            """
            | 指標               | 単位 | 向き     | 方法   | 当初値       | 実績         | 目標            | 達成度 | 達成     | 位置     |
            | 転入超過 Net moves | 人   | 宣言なし | 進捗率 | 494 (FY2020) | 450 (FY2022) | 400 (FY2025)    | 47     | 言えない | 判定なし |
            | 転入者 Moving in   | 人   | 宣言なし | 進捗率 | 20 (FY2020)  | 25 (FY2022)  | 40以上 (FY2025) | 25     | 未達成   | 前進     |
            | 転出者 Moving out  | 人   | 宣言なし | 進捗率 | 25 (FY2020)  | 18 (FY2022)  | 20以上 (FY2025) | 140    | 未達成   | 後退     |
            """,
        ),
        Example(
            "目標が当初値の反対側にあるとき",
            "A goal on the wrong side of the baseline",
            "減らす指標なのに目標値が当初値より大きくても、式は変えません。公表値と違えば、両方を並べて示します。",
            "A goal above the baseline of a measure that is to fall does not bend the formula; where the document prints something else, both are shown.",
            """
            | 指標                     | 単位 | 向き   | 方法   | 当初値         | 実績           | 目標           | 公表 | 達成度 | 達成 | 公表と |
            | 地下水の採取 Groundwater | 万㎥ | 減らす | 進捗率 | 10446 (FY2018) | 10268 (FY2023) | 10600 (FY2025) | 116  | -116   | 達成 | 相違   |
            """,
        ),
        Example(
            "範囲の目標には率がない",
            "No rate for a range",
            "下限と上限のある目標は、範囲の中にあるかどうかだけを見ます。",
            "A goal with a lower and an upper bound is met inside and not outside; no formula takes both.",
            """
            | 指標             | 単位 | 向き       | 方法   | 当初値       | 実績         | 目標              | 達成度 | 理由           | 達成   | 位置 |
            | 人口 Population  | 千人 | 範囲に保つ | 進捗率 | 231 (FY2020) | 225 (FY2022) | 220～229 (FY2025) | －     | 達成か否かのみ | 達成   | 到達 |
            | 世帯 Households  | 千戸 | 範囲に保つ | 達成率 | 18 (FY2020)  | 31 (FY2022)  | 20～30 (FY2025)   | －     | 達成か否かのみ | 未達成 | 前進 |
            | 気温 Temperature | 点   | 範囲に保つ | 進捗率 | 32 (FY2020)  | 34 (FY2022)  | 20～30 (FY2025)   | －     | 達成か否かのみ | 未達成 | 後退 |
            """,
        ),
        Example(
            "動かなければ横ばい",
            "Unchanged is unchanged",
            "当初値と同じ実績は、進みも戻りもしていません。",
            "An actual equal to the baseline has moved neither way.",
            """
            | 指標         | 単位 | 向き   | 方法   | 当初値      | 実績        | 目標        | 達成度 | 位置   |
            | 会員 Members | 人   | 増やす | 進捗率 | 80 (FY2020) | 80 (FY2022) | 90 (FY2025) | 0      | 横ばい |
            """,
        ),
        Example(
            "当初値のない未達成は未達",
            "Not met without a baseline is short of the goal",
            "当初値がなければ、どちらへ動いたかは言えません。届いていないことだけを言います。",
            "Without a baseline nobody can say which way the value moved: only that it falls short.",
            """
            | 指標       | 単位 | 向き   | 方法   | 当初値 | 実績        | 目標        | 達成度 | 位置 |
            | 読書 Books | 冊   | 増やす | 達成率 | －     | 30 (FY2022) | 40 (FY2025) | 75     | 未達 |
            """,
        ),
        Example(
            "単位は換算するが、種類は変えない",
            "Units convert within one kind",
            "千人と人のように同じ種類の単位は正確に換算します。面積と体積のように種類が違えば計算しません。",
            "Thousands of people and people convert exactly; an area and a volume do not, and nothing is calculated.",
            """
            | 指標              | 単位 | 向き   | 方法   | 当初値      | 実績                  | 目標        | 達成度 | 理由       |
            | 観光客 Tourists   | 千人 | 増やす | 進捗率 | 10 (FY2020) | 12500 (FY2022 単位人) | 20 (FY2025) | 25     |            |
            | 湧水 Spring water | 万㎥ | 増やす | 進捗率 | 10 (FY2020) | 15 (FY2022 単位万㎡)  | 20 (FY2025) | －     | 単位が違う |
            """,
        ),
    ),
)

VALUES_SECTION = Section(
    "どの実績で判定するか",
    "Which value is judged",
    (
        Example(
            "当初値より後、目標の時期までで最も新しい値",
            "The latest after the baseline, up to the goal",
            "目標の時期を過ぎた値は、その目標の判定には使いません。",
            "A value from after the goal's period does not judge that goal.",
            """
            | 指標           | 単位 | 向き   | 方法   | 当初値      | 実績                                  | 目標        | 達成度 |
            | 登録者 Members | 人   | 増やす | 進捗率 | 10 (FY2020) | 12 (FY2021)、15 (FY2022)、40 (FY2024) | 20 (FY2023) | 50     |
            | 団体 Groups    | 団体 | 増やす | 進捗率 | 10 (FY2020) | 18 (FY2019)、12 (FY2021)              | 20 (FY2023) | 20     |
            """,
        ),
        Example(
            "列の見出しよりセルの時期",
            "The cell's period, not the column's",
            "2022年の欄に2020年度の値が印刷されていれば、2020年度の値として扱います。",
            "A value of FY2020 printed in the column 2022 is a value of FY2020.",
            """
            | 指標                    | 単位   | 向き   | 方法   | 当初値        | 実績                                           | 目標          | 達成度 |
            | 市内総生産 City product | 十億円 | 増やす | 進捗率 | 2500 (FY2018) | 2529 (FY2020 欄2022年)、2590 (FY2021 欄2023年) | 2700 (FY2028) | 45     |
            """,
        ),
        Example(
            "概算より確定",
            "Final over provisional",
            "同じ時期の値がいくつか印刷されていれば、最も確かな値を使います。確かさが同じなら、その目標の表にある値を使います。",
            "Of several prints of one period the firmest counts; among equals, the one in the target's own table.",
            """
            | 指標            | 単位 | 向き   | 方法   | 当初値       | 実績                                        | 目標         | 達成度 |
            | 出生数 Births   | 人   | 増やす | 進捗率 | 600 (FY2020) | 640 (FY2022 概算)、630 (FY2022 確定 表の外) | 700 (FY2025) | 30     |
            | 転入 Moving in  | 人   | 増やす | 進捗率 | 600 (FY2020) | 640 (FY2022)、630 (FY2022 表の外)           | 700 (FY2025) | 40     |
            | 転出 Moving out | 人   | 増やす | 進捗率 | 600 (FY2020) | 640 (FY2022 推計)、630 (FY2022 概算)        | 700 (FY2025) | 30     |
            """,
        ),
        Example(
            "改訂は前の版に代わる",
            "A revision replaces the one before",
            "新しい版が判明した日より前の判定では、まだ古い版を使います。",
            "Judged as of a day before the revision was known, the earlier one still counts.",
            """
            | 指標          | 単位 | 向き   | 方法   | 当初値      | 実績                                                                     | 目標         | 達成度 |
            | 利用者 Users  | 千人 | 増やす | 進捗率 | 80 (FY2020) | 90 (FY2022 確定 版1 判明2023-09-30)、88 (FY2022 改定 版2 判明2024-03-31) | 120 (FY2026) | 20     |
            | 来訪者 Guests | 千人 | 増やす | 進捗率 | 80 (FY2020) | 90 (FY2022 確定 版1 判明2023-09-30)、88 (FY2022 改定 版2 判明2024-06-30) | 120 (FY2026) | 25     |
            """,
            as_of=date(2024, 4, 1),
        ),
        Example(
            "まだ始まっていない時期の値は使わない",
            "A period that has not begun",
            "判定の日より後に始まる時期の値は、見込みであって実績ではありません。",
            "A value for a period that begins after the day of judgement is an expectation, not an actual.",
            """
            | 指標          | 単位 | 向き   | 方法   | 当初値      | 実績                     | 目標        | 達成度 |
            | 加入者 Joined | 人   | 増やす | 進捗率 | 10 (FY2020) | 12 (FY2022)、19 (FY2024) | 20 (FY2025) | 20     |
            """,
            as_of=date(2023, 12, 1),
        ),
        Example(
            "値がないことは0ではない",
            "Missing is not zero",
            "値がない理由は区別して残し、0として計算することはありません。前の値があればそれで判定します。",
            "Each reason for a missing value is kept apart, and none is ever counted as zero; where an earlier value exists, it is judged.",
            """
            | 指標                      | 単位 | 向き   | 方法   | 当初値      | 実績                                | 目標        | 達成度 | 理由     | 達成     | 位置     |
            | 意識調査 Survey           | %    | 増やす | 進捗率 | 40 (FY2020) | － (FY2022 調査未実施)              | 60 (FY2025) | －     | 実績なし | 言えない | 判定なし |
            | 所得 Income               | 千円 | 増やす | 進捗率 | 40 (FY2020) | － (FY2022 未公表)                  | 60 (FY2025) | －     | 実績なし | 言えない | 判定なし |
            | 新しい指標 New            | %    | 増やす | 進捗率 | 40 (FY2020) | － (FY2022 設定なし)                | 60 (FY2025) | －     | 実績なし | 言えない | 判定なし |
            | 祭り Festival             | 人   | 増やす | 進捗率 | 40 (FY2020) | － (FY2022 事業終了)                | 60 (FY2025) | －     | 実績なし | 言えない | 判定なし |
            | 少人数 Few people         | 人   | 増やす | 進捗率 | 40 (FY2020) | － (FY2022 秘匿)                    | 60 (FY2025) | －     | 実績なし | 言えない | 判定なし |
            | 空欄 Blank                | 人   | 増やす | 進捗率 | 40 (FY2020) | － (FY2022 印刷なし)                | 60 (FY2025) | －     | 実績なし | 言えない | 判定なし |
            | 本当の0 A real zero       | 人   | 増やす | 進捗率 | 40 (FY2020) | 0 (FY2022)                          | 60 (FY2025) | -200   |          | 未達成   | 後退     |
            | 隔年調査 Every other year | %    | 増やす | 進捗率 | 40 (FY2020) | 45 (FY2021)、－ (FY2022 調査未実施) | 60 (FY2025) | 25     |          | 未達成   | 前進     |
            """,
        ),
        Example(
            "当初値のあとに値がなければ、まだ言えない",
            "Nothing after the baseline yet",
            "当初値そのものは実績として数えません。",
            "The baseline itself is no result.",
            """
            | 指標           | 単位 | 向き   | 方法   | 当初値      | 実績 | 目標        | 達成度 | 理由     | 達成     |
            | 新規事業 Start | 件   | 増やす | 進捗率 | 10 (FY2020) | －   | 60 (FY2025) | －     | 実績なし | 言えない |
            """,
        ),
        Example(
            "一度入れた値は、どの計画でも使う",
            "Entered once, used everywhere",
            "同じ指標が別の計画に再掲されていれば、実績はそこでも使います。計画ごとの当初値と目標値は別のままです。",
            "A second listing of the same indicator uses the same values, with its own baseline and goal.",
            """
            | 指標            | 単位 | 向き   | 方法   | 当初値      | 実績        | 目標        | 再掲元 | 達成度 |
            | 来街者 Shoppers | 千人 | 増やす | 進捗率 | 50 (FY2020) | 60 (FY2022) | 70 (FY2025) |        | 50     |
            | 来街者 Shoppers | 千人 | 増やす | 進捗率 | 50 (FY2020) | －          | 70 (FY2025) | t1     | 50     |
            | 来街者 Shoppers | 千人 | 増やす | 進捗率 | 40 (FY2018) | －          | 80 (FY2030) |        | 50     |
            """,
        ),
        Example(
            "誤りの記録がある値は使わない",
            "Withheld while an error is on record",
            "原典の誤りが記録され、保留と決めた目標は判定しません。保留と決めた値は、無いものとして扱います。",
            "A target whose source is known to be wrong is not judged where the city withholds it; a withheld value is left aside.",
            """
            | 指標             | 単位 | 向き   | 方法   | 当初値      | 実績                     | 目標        | 記録       | 達成度 | 理由 | 達成     |
            | 面積 Area        | ha   | 増やす | 進捗率 | 10 (FY2020) | 15 (FY2022)              | 20 (FY2025) | 目標を保留 | －     | 保留 | 言えない |
            | 参加 Taking part | 人   | 増やす | 進捗率 | 10 (FY2020) | 99 (FY2022)、12 (FY2021) | 20 (FY2025) | 実績を保留 | 20     |      | 未達成   |
            """,
        ),
    ),
)

MILESTONES_SECTION = Section(
    "年次目標と按分",
    "Milestones and elapsed time",
    (
        Example(
            "年次目標は同じ欄のもの",
            "The milestone of the same column",
            "実績が前の年の値でも、同じ欄に印刷された年次目標と比べます。",
            "An actual is set against the milestone printed in its own column, even where its period is an earlier one.",
            """
            | 指標             | 単位 | 向き   | 方法           | 当初値       | 年次目標                               | 実績               | 目標         | 達成度 | 達成   |
            | 出荷額 Shipments | 億円 | 増やす | 年次目標と比較 | 100 (FY2015) | 105 (FY2016 欄H28)、110 (FY2017 欄H29) | 108 (FY2016 欄H29) | 120 (FY2019) | 98     | 未達成 |
            """,
        ),
        Example(
            "その年の目標がなければ率もない",
            "No milestone, no rate",
            "年次目標のない年は比べません。ただし最終年の実績は、最終の目標値と比べます。",
            "A year without a milestone is not compared; in the goal's own year the goal itself is.",
            """
            | 指標       | 単位 | 向き   | 方法           | 当初値       | 年次目標     | 実績         | 目標         | 達成度 | 理由         | 達成     |
            | 農家 Farms | 戸   | 増やす | 年次目標と比較 | 100 (FY2020) | 110 (FY2021) | 126 (FY2022) | 150 (FY2025) | －     | 年次目標なし | 言えない |
            | 漁船 Boats | 台   | 増やす | 年次目標と比較 | 100 (FY2020) | 110 (FY2021) | 126 (FY2025) | 150 (FY2025) | 84     |              | 未達成   |
            """,
        ),
        Example(
            "過ぎた割合が分からなければ按分しない",
            "No elapsed share, no proration",
            "当初値の時期がないと、計画のどこまで来たかが分かりません。",
            "Without the baseline's period, how much of the way has passed is not known.",
            """
            | 指標          | 単位 | 向き   | 方法         | 当初値 | 実績        | 目標         | 達成度 | 理由     | 達成   |
            | 苗木 Saplings | 本   | 増やす | 按分・達成率 | －     | 30 (FY2022) | 100 (FY2025) | －     | 経過なし | 未達成 |
            """,
        ),
        Example(
            "これまでの歩みと、これから必要な歩み",
            "The pace so far and the pace needed",
            "当初値からの年平均の変化と、目標までに必要な年平均の変化を並べます。達成した目標には必要な歩みを出しません。",
            "The change a year since the baseline beside the change a year that the goal still needs; none is needed once it is met.",
            """
            | 指標             | 単位 | 向き   | 方法   | 当初値       | 実績         | 目標         | 年平均 | 必要な年平均 |
            | 就職者 Placed    | 人   | 増やす | 進捗率 | 100 (FY2020) | 130 (FY2022) | 190 (FY2025) | 15     | 20           |
            | 卒業者 Graduates | 人   | 増やす | 進捗率 | 100 (FY2020) | 210 (FY2022) | 200 (FY2025) | 55     | －           |
            """,
        ),
    ),
)

PUBLISHED_SECTION = Section(
    "公表された値との照合",
    "Beside what was published",
    (
        Example(
            "公表値は直さずに並べる",
            "A published figure is kept, never corrected",
            "公表された桁数に合わせて比べ、同じなら一致、違えば相違と示します。どちらの値も消しません。",
            "Compared at the precision in which it was printed; whether it agrees or differs, both figures stay.",
            """
            | 指標      | 単位 | 向き   | 方法   | 当初値      | 実績        | 目標        | 公表 | 達成度 | 公表と |
            | 甲 First  | 人   | 増やす | 進捗率 | 10 (FY2020) | 13 (FY2022) | 19 (FY2025) | 33   | 33     | 一致   |
            | 乙 Second | 人   | 増やす | 進捗率 | 10 (FY2020) | 13 (FY2022) | 19 (FY2025) | 33.3 | 33     | 一致   |
            | 丙 Third  | 人   | 増やす | 進捗率 | 10 (FY2020) | 13 (FY2022) | 19 (FY2025) | 34   | 33     | 相違   |
            | 丁 Fourth | 人   | 保つ   | 進捗率 | 10 (FY2020) | 10 (FY2022) | 10 (FY2025) | 100  | －     | 相違   |
            """,
        ),
        Example(
            "言葉で公表された結果",
            "A result published in words",
            "「達成」「未達成」と公表されていれば、達成か否かと照合します。ほかの言葉は比べません。",
            "A published 達成 (met) or 未達成 (not met) is compared with ours; other words are not.",
            """
            | 指標           | 単位 | 向き   | 方法       | 当初値     | 実績       | 目標                  | 公表 | 達成   | 公表と   |
            | 湧水地 Springs | 箇所 | 増やす | 定性       | 8 (FY2020) | 9 (FY2022) | 向きのとおり (FY2025) | 達成 | 達成   | 一致     |
            | 欠員 Vacancies | 人   | 減らす | 達成か否か | 3 (FY2020) | 0 (FY2022) | 0以下 (FY2025)        | 達成 | 達成   | 一致     |
            | 未処理 Backlog | 件   | 減らす | 達成か否か | 3 (FY2020) | 1 (FY2022) | 0以下 (FY2025)        | 達成 | 未達成 | 相違     |
            | 巡回 Patrols   | 回   | 増やす | 達成か否か | 3 (FY2020) | 5 (FY2022) | 4以上 (FY2025)        | 順調 | 達成   | 比べない |
            """,
        ),
    ),
)

SECTIONS = (
    METHODS_SECTION,
    RULES_SECTION,
    VALUES_SECTION,
    MILESTONES_SECTION,
    PUBLISHED_SECTION,
)
EXAMPLES = tuple(example for section in SECTIONS for example in section.examples)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.title_en)
def test_the_engine_says_what_the_table_shows(example: Example) -> None:
    for row, judged in zip(example.rows(), example.judged(), strict=True):
        wanted = expected(row)
        assert said(judged, wanted) == wanted, row["指標"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.title_en)
def test_every_row_expects_something(example: Example) -> None:
    for row in example.rows():
        assert expected(row), row


def test_every_method_and_rule_has_an_example() -> None:
    """A new method, reason, comparison or status has no place in the engine without a drawing."""
    judged = [one for example in EXAMPLES for one in example.judged()]
    assert {one.method for one in judged} == set(Method) == set(METHODS.values())
    assert {one.not_computable for one in judged} - {None} == set(NotComputable)
    assert {one.target.comparison for one in judged} == set(Comparison)
    assert {one.indicator.direction for one in judged} == set(Direction)
    assert {one.standing for one in judged} == set(Standing)
    points = [one.actual for one in judged if one.actual is not None]
    points += [one.missing for one in judged if one.missing is not None]
    assert {one.missing_reason for one in points} - {None} == set(MissingReason)
    drawn = " ".join(example.table for example in EXAMPLES)
    assert all(word in drawn for word in ("推計", "概算", "改定", "確定")), set(ObservationStatus)


def test_titles_are_told_apart() -> None:
    assert len({one.title for one in EXAMPLES}) == len(EXAMPLES)
    assert len({one.title_en for one in EXAMPLES}) == len(EXAMPLES)
