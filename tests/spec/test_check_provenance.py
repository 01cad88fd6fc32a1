"""Where figures come from.

数値の出どころ。
"""

from tests.spec.drawn_city import city, finds, passes


@finds("figures-without-source", "実績値3行のうち2行に出典がありません")
def test_observations_without_a_document():
    """実績値の2行に出典がありません。 Two of three observations name no document."""
    return city(
        sources="id \n report",
        indicators="id \n visitors",
        observations="""
            id | indicator | time_period | obs_value | source
            a  | visitors  | FY2022      | 100       | report
            b  | visitors  | FY2023      | 110       |
            c  | visitors  | FY2024      | 120       |
        """,
    )


@passes("figures-without-source")
def test_observations_of_a_document():
    """すべての実績値に出典があります。 Every observation names its document."""
    return city(
        sources="id \n report",
        indicators="id \n visitors",
        observations="""
            id | indicator | time_period | obs_value | source
            a  | visitors  | FY2022      | 100       | report
            b  | visitors  | FY2023      | 110       | report
        """,
    )
