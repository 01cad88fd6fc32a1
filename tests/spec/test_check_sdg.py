"""SDG targets of indicators, and the lists that plans print of them.

指標に付いたSDGsターゲットと、計画のターゲット一覧。
"""

from tests.spec.drawn_city import city, finds, passes


@finds("sdg-targets-differ", "6.3、6.4", "6.3、6.6")
def test_one_indicator_other_targets():
    """同じ指標のターゲットが、欄により6.4と6.6です。 One listing says 6.4, the other 6.6."""
    return city(
        targets="id \n a \n b",
        sdg_links="target | sdg_target \n a | 6.3 \n a | 6.4 \n b | 6.3 \n b | 6.6",
    )


@passes("sdg-targets-differ")
def test_one_indicator_the_same_targets():
    """順序が違っても同じターゲットです。 The same targets in another order."""
    return city(
        targets="id \n a \n b \n c",
        sdg_links="target | sdg_target \n a | 6.3 \n a | 6.4 \n b | 6.4 \n b | 6.3",
    )


@finds("sdg-target-not-in-list", times=2)
def test_a_list_that_its_kpis_do_not_match():
    """一覧は6.3と9.1、KPIは6.3と6.6です。 The list has 6.3 and 9.1, the KPIs have 6.3 and 6.6."""
    return city(
        elements="id \n list",
        targets="id \n a",
        sdg_links="element | target | sdg_target \n list | | 6.3 \n list | | 9.1 \n | a | 6.3 \n | a | 6.6",
    )


@passes("sdg-target-not-in-list")
def test_a_list_that_its_kpis_match():
    """一覧とKPIのターゲットが同じです。 The list and the KPIs name the same targets."""
    return city(
        elements="id \n list",
        targets="id \n a",
        sdg_links="element | target | sdg_target \n list | | 6.3 \n | a | 6.3",
    )
