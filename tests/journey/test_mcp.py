"""``hoshin mcp`` as the program that asks uses it: the package's own client, over a process."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journey.test_import_command import hoshin, take_everything

pytest.importorskip("mcp", reason="the mcp extra is not installed")

PLAN = """港の市 総合計画

第1章 にぎわい

No\t指標名\t単位\t基準値(令和4年度)\t令和6年度実績\t目標値(令和9年度)
1\t港の客の数\t千人\t10\t12\t20
2\t漁獲の量\tt\t5\t―\t8

灯台のまわりに休む場所をふやし、港の道を歩きやすくします。
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan folder and the document it was taken from."""
    place = tmp_path_factory.mktemp("mcp")
    (place / "documents").mkdir()
    document = place / "documents" / "plan.txt"
    document.write_text(PLAN, encoding="utf-8")
    assert hoshin("new", place / "city", "--name", "港の市").returncode == 0
    done = take_everything(document, place / "city")
    assert done.returncode == 0, done.stderr
    return place


def asked(place: Path, ask: Callable[[Any], Awaitable[None]]) -> None:
    from mcp import Client, StdioServerParameters

    arguments = ["-m", "hoshin.cli.main", "mcp", str(place / "city")]
    arguments += ["--documents", str(place / "documents"), "--as-of", "2025-04-01"]
    server = StdioServerParameters(
        command=sys.executable, args=arguments, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )

    async def talk() -> None:
        async with Client(server, read_timeout_seconds=60) as client:
            await ask(client)

    asyncio.run(asyncio.wait_for(talk(), 120))


def data(result: Any) -> dict[str, Any]:
    assert not result.is_error, result.content
    found = result.structured_content
    assert found == json.loads(result.content[0].text)
    return dict(found)


def before(place: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(place)): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file()
    }


def test_plans_figures_judgements_and_passages_with_their_sources(place: Path) -> None:
    held = before(place)

    async def ask(client: Any) -> None:
        tools = {one.name: one for one in (await client.list_tools()).tools}
        assert set(tools) == {
            "list_plans",
            "search_indicators",
            "show_indicator",
            "explain_target",
            "list_contradictions",
            "find_passages",
        }
        assert all(one.annotations.read_only_hint for one in tools.values())

        plans = data(await client.call_tool("list_plans", {}))
        assert [one["name"] for one in plans["plans"]] == ["港の市 総合計画"]
        found = data(await client.call_tool("search_indicators", {"words": "港 客"}))
        (one,) = found["indicators"]
        shown = data(await client.call_tool("show_indicator", {"indicator": one["id"]}))
        actual = next(row for row in shown["figures"] if row["origin"] == "observation")
        assert (actual["value"], actual["period"], actual["unit"]) == ("12", "FY2024", "千人")
        assert actual["source"]["title"] == "港の市 総合計画"
        assert "line 6" in actual["source"]["place"]
        (target,) = shown["targets"]
        said = data(await client.call_tool("explain_target", {"target": target["target"]}))
        assert (said["ratio"], said["printed"]) == ("1/5", "20")
        assert "千人" in said["explanation_ja"]
        assert said["explanation_en"]

        passages = data(await client.call_tool("find_passages", {"query": "灯台 休む"}))
        (passage,) = passages["passages"]
        assert passage["citation_ja"] == "plan.txt 1ページ 9行"
        assert len(passage["sha256"]) == 64
        problems = data(await client.call_tool("list_contradictions", {"limit": 5}))
        assert len(problems["problems"]) <= 5
        assert all(row["sentence_ja"] and row["hint_en"] for row in problems["problems"])

    asked(place, ask)
    assert before(place) == held, "nothing was written"


def test_what_is_not_there_is_said_with_what_is_near(place: Path) -> None:
    async def ask(client: Any) -> None:
        found = data(await client.call_tool("search_indicators", {"words": "漁獲"}))
        known = found["indicators"][0]["id"]
        wrong = await client.call_tool("show_indicator", {"indicator": known[:-1] + "x"})
        assert wrong.is_error
        assert known in wrong.content[0].text
        nothing = data(await client.call_tool("search_indicators", {"words": "飛行船"}))
        assert nothing == {"found": 0, "indicators": []}
        level = await client.call_tool("list_contradictions", {"level": "grave"})
        assert level.is_error
        still = data(await client.call_tool("list_plans", {}))
        assert still["plans"]

    asked(place, ask)


def test_a_folder_that_is_none_ends_with_a_sentence(tmp_path: Path) -> None:
    done = hoshin("mcp", tmp_path / "none")
    assert done.returncode == 1
    assert done.stderr
    assert not done.stdout


def test_passages_are_written_with_ids_pages_lines_and_headings(place: Path) -> None:
    out = place / "passages.jsonl"
    done = hoshin("passages", place / "documents", "-o", out)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert rows
    for row in rows:
        lines = f"{row['first_line']}-{row['last_line']}"
        assert row["id"].startswith(f"{row['sha256'][:16]}:p{row['page']}:l{row['first_line']}")
        assert row["id"].endswith(lines) or row["first_line"] == row["last_line"]
        assert row["citation_ja"]
    assert rows[-1]["headings"] == ["第1章 にぎわい"]
    assert "休む場所" in rows[-1]["text"]
    shown = hoshin("passages", place / "documents" / "plan.txt")
    assert shown.stdout == out.read_text(encoding="utf-8")
    out.unlink()
