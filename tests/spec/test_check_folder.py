"""What breaks a folder: ids that name nothing, trees in a circle, rows that mix two plans.

フォルダを壊すもの。つながりの切れたID、循環した親子、別の計画にまたがる行。
"""

from tests.spec.drawn_city import city, finds, passes


@finds("reference-broken", "viistors", "「visitors」ではありませんか")
def test_an_id_that_names_no_row():
    """目標が、ない指標を指しています。 A target names an indicator that does not exist."""
    return city(indicators="id \n visitors", targets="indicator \n viistors")


@finds("reference-broken", "3行")
def test_one_missing_row_is_one_problem():
    """同じ参照切れは1件にまとめます。 Three rows that name one missing row are one problem."""
    return city(
        indicators="id \n visitors",
        targets="id | indicator \n a | ships \n b | ships \n c | ships",
    )


@finds("reference-broken", "後任")
def test_an_id_in_a_column_without_a_type():
    """前任の行がない委員です。 A member succeeds a member who is not in the list."""
    return city(members="id | succeeds \n now | 後任")


@passes("reference-broken")
def test_ids_that_all_name_rows():
    """すべての参照先があります。 Every id names a row, in lists too."""
    return city(
        indicators="id \n visitors",
        targets="id | indicator \n a | visitors \n b | visitors",
        evaluations="plan | targets \n plan | a;b",
    )


@finds("element-cycle", "a → b → a")
def test_elements_in_a_circle():
    """施策aの親がb、bの親がaです。 Element a is below b, and b below a."""
    return city(elements="id | parent \n a | b \n b | a")


@passes("element-cycle")
def test_elements_in_a_tree():
    """上から下へ続く木です。 A tree from top to bottom."""
    return city(elements="id | parent \n a | \n b | a \n c | b")


@finds("organisation-cycle")
def test_organisations_that_succeed_each_other():
    """課の後継が互いを指しています。 Two sections are each other's successors."""
    return city(organisations="id | successor \n old | new \n new | old")


@passes("organisation-cycle")
def test_organisations_in_a_row():
    """組織改編の系譜が一方向です。 A section's lineage runs one way."""
    return city(organisations="id | successor \n old | new \n new |")


@finds("plan-cycle")
def test_plans_that_supersede_each_other():
    """計画が互いを引き継いでいます。 Two plans supersede each other."""
    return city(plans="id | supersedes \n first | second \n second | first")


@passes("plan-cycle")
def test_plans_in_a_row():
    """第2期が第1期を引き継ぎます。 The second plan supersedes the first."""
    return city(plans="id | supersedes \n first | \n second | first")


@finds("program-part-of-cycle")
def test_a_program_that_is_part_of_itself():
    """事業が自分自身の内訳です。 A program is a part of itself."""
    return city(programs="id | part_of \n bus | bus")


@passes("program-part-of-cycle")
def test_a_program_that_is_part_of_another():
    """事業が別の事業の内訳です。 A program is a part of another."""
    return city(programs="id | part_of \n transport | \n bus | transport")


@finds("restates-cycle")
def test_listings_that_repeat_each_other():
    """再掲の元が互いを指しています。 Two listings name each other as the first."""
    return city(targets="id | restates \n a | b \n b | a")


@passes("restates-cycle")
def test_a_listing_that_repeats_another():
    """再掲が元の欄を指しています。 A repeated listing names the first one."""
    return city(targets="id | restates \n a | \n b | a")


@finds("member-cycle")
def test_members_who_succeed_each_other():
    """委員が互いの後任です。 Two members succeed each other."""
    return city(members="id | succeeds \n a | b \n b | a")


@passes("member-cycle")
def test_a_member_who_succeeds_another():
    """後任が前任を指しています。 A member succeeds the one before."""
    return city(members="id | succeeds \n a | \n b | a")


@finds("level-of-other-plan")
def test_an_element_at_a_level_of_another_plan():
    """要素の階層が別の計画のものです。 The level of an element belongs to another plan."""
    return city(
        levels="id | plan \n policy | strategy",
        elements="id | plan | level \n a | comprehensive | policy",
    )


@passes("level-of-other-plan")
def test_an_element_at_a_level_of_its_plan():
    """要素の階層が同じ計画のものです。 The level belongs to the element's own plan."""
    return city(
        levels="id | plan \n policy | strategy",
        elements="id | plan | level \n a | strategy | policy",
    )


@finds("element-parent-other-plan")
def test_an_element_below_another_plan():
    """親の要素が別の計画のものです。 An element hangs below an element of another plan."""
    return city(elements="id | plan | parent \n a | first | \n b | second | a")


@passes("element-parent-other-plan")
def test_an_element_below_its_own_plan():
    """親の要素が同じ計画のものです。 Parent and child belong to one plan."""
    return city(elements="id | plan | parent \n a | first | \n b | first | a")


@finds("element-of-other-plan")
def test_a_target_at_an_element_of_another_plan():
    """目標の計画と施策の計画が違います。 A target of one plan stands at an element of another."""
    return city(elements="id | plan \n a | first", targets="plan | element \n second | a")


@passes("element-of-other-plan")
def test_a_target_at_an_element_of_its_plan():
    """目標と施策の計画が同じです。 A target stands at an element of its own plan."""
    return city(elements="id | plan \n a | first", targets="plan | element \n first | a")


@finds("rating-scheme-unknown", "abc")
def test_a_rating_scheme_that_nobody_defined():
    """計画が、表にも既定にもない評価区分を名指ししています。 A plan names a scheme without grades."""
    return city(plans="id | rating_scheme \n plan | abc")


@passes("rating-scheme-unknown")
def test_a_rating_scheme_that_is_defined():
    """評価区分が表にあります。 The scheme has grades in the table."""
    return city(
        plans="id | rating_scheme \n plan | abc", ratings="scheme | grade | minimum \n abc | A | 0"
    )


@finds("rating-grade-unknown", "優")
def test_a_rating_outside_the_scheme():
    """評価「優」は区分A・Bにありません。 The rating 優 is none of the grades A and B."""
    return city(
        plans="id | rating_scheme \n plan | abc",
        ratings="scheme | rank | grade \n abc | 1 | A \n abc | 2 | B",
        evaluations="rating \n 優",
    )


@passes("rating-grade-unknown")
def test_a_rating_of_the_scheme():
    """評価Aは区分にあります。 The rating A is one of the grades."""
    return city(
        plans="id | rating_scheme \n plan | abc",
        ratings="scheme | rank | grade \n abc | 1 | A \n abc | 2 | B",
        evaluations="rating \n A",
    )


@finds("rating-grades-overlap", "80％以上", "90％未満")
def test_grades_that_overlap():
    """80～90％にはAとBの両方が当てはまります。 Between 80 and 90% both A and B fit."""
    return city(
        ratings="""
        scheme | rank | grade | minimum | maximum
        abc    | 1    | A     | 80      |
        abc    | 2    | B     | 50      | 90
        """
    )


@passes("rating-grades-overlap")
def test_grades_that_share_a_range_but_ask_for_more():
    """同じ範囲でも、条件のある区分は重なりではありません。 A grade that asks for a fact may share."""
    return city(
        ratings="""
        scheme | rank | grade | minimum | maximum | requires
        abc    | 1    | A     | 80      |         | issues_addressed
        abc    | 2    | B     | 80      |         |
        """
    )


@finds("rating-grades-gap", "間の値はどの区分にも入りません")
def test_grades_with_a_gap():
    """99.5％はAにもBにも入りません。 99.5% fits neither A nor B: exact figures are compared."""
    return city(
        ratings="""
        scheme | rank | grade | minimum | maximum | maximum_inclusive | compared
        abc    | 1    | A     | 100     |         | false             | exact
        abc    | 2    | B     | 70      | 99      | true              | exact
        """
    )


@passes("rating-grades-gap")
def test_grades_for_whole_per_cent():
    """四捨五入した整数で比べるので、99と100の間に値はありません。 Whole per cent leave no gap."""
    return city(
        ratings="""
        scheme | rank | grade | minimum | maximum | maximum_inclusive | compared
        abc    | 1    | A     | 100     |         | false             | printed
        abc    | 2    | B     | 70      | 99      | true              | printed
        """
    )
