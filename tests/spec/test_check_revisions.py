"""Revised targets: the last decision says what stands in the target now.

目標の改定。最後の決定と、いまの目標が合っていること。
"""

from tests.spec.drawn_city import city, finds, passes

TARGET = "id | goal_value | source \n a | 45 | plan"
HEADS = "target | revision | decided_on | field | before | after"


@finds("revision-not-in-force", "改定後は「40」とあります")
def test_a_target_that_does_not_follow_its_revision():
    """改定後の値と目標が違います。 The target is not what the revision made of it."""
    revised = f"{HEADS} \n a | 1 | 2025-04-15 | goal_value | 48 | 40"
    return city(targets=TARGET, target_revisions=revised)


@passes("revision-not-in-force")
def test_a_target_that_follows_its_last_revision():
    """前の改定と違っても、最後の改定と合っていれば十分です。 Only the last revision counts."""
    revised = f"""{HEADS}
        a | 1 | 2024-04-15 | goal_value | 48.0 | 40
        a | 2 | 2025-04-15 | goal_value | 40   | 45.0
    """
    return city(targets=TARGET, target_revisions=revised)
