"""``hoshin mcp``: plans, figures, explanations and cited passages for a program that asks.

Speaks the Model Context Protocol over standard input and output. Every tool only reads.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hoshin import __version__
from hoshin.cli import opening
from hoshin.cli.exits import BAD_USE, CLEAN
from hoshin.cli.finding import documents_at
from hoshin.cli.mcp_answers import Answers, NoAnswerError
from hoshin.cli.output import say

if TYPE_CHECKING:
    from mcp.server import MCPServer

_INSTRUCTIONS = (
    "市の計画、指標の値、達成の判定と説明、文書の一節を、出典とともに答えます。値は印刷された桁のまま"
    "引用し、計算し直さないでください。値がないことは0ではありません。 / "
    "Answers about a city's plans: figures, judgements with their explanation, cited passages. "
    "Quote figures with their digits and sources; do not compute them anew. Missing is never zero."
)


def mcp(given: Namespace) -> int:
    """Serve a plan folder until the asking program closes the connection."""
    import mcp.server  # noqa: F401 -- before a folder is read for nothing

    opened = opening.open_for_judgement(given)
    missing = [one for one in given.documents if not Path(one).exists()]
    if missing:
        say(
            given.lang,
            f"「{', '.join(missing)}」がありません。",
            f'There is no "{", ".join(missing)}".',
            to_stderr=True,
        )
        return BAD_USE
    documents = list(documents_at([Path(one) for one in given.documents]))
    answers = Answers(
        Path(given.folder),
        documents,
        Path(given.index) if given.index else None,
        opened.as_of if given.as_of else None,
    )
    server_of(answers).run("stdio")
    return CLEAN


def server_of(answers: Answers) -> MCPServer[Any]:
    """A server with one tool for each question."""
    from mcp.server import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp.types import ToolAnnotations

    server: MCPServer[Any] = MCPServer(
        "hoshin", instructions=_INSTRUCTIONS, version=__version__, log_level="WARNING"
    )
    reads = ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )

    # Asynchronous, so that all run in one thread: the full-text index belongs to it.
    @server.tool(annotations=reads, title="計画の一覧 / Plans")
    async def list_plans() -> dict[str, Any]:
        """List the city's plans: name, period, levels, number of targets, source document."""
        return _answered(answers.plans)

    @server.tool(annotations=reads, title="指標を探す / Search indicators")
    async def search_indicators(words: str = "", plan: str = "", limit: int = 20) -> dict[str, Any]:
        """Find indicators by words of their name (Japanese or English), in one plan or in all."""
        return _answered(lambda: answers.search(words, plan, limit))

    @server.tool(annotations=reads, title="指標の値 / An indicator's figures")
    async def show_indicator(indicator: str) -> dict[str, Any]:
        """Show one indicator by id: every figure with period, status and source, every target."""
        return _answered(lambda: answers.indicator(indicator))

    @server.tool(annotations=reads, title="判定の説明 / Explain a judgement")
    async def explain_target(target: str) -> dict[str, Any]:
        """Explain how one target is judged: sentence, method, exact ratio, inputs, sources."""
        return _answered(lambda: answers.explanation(target))

    @server.tool(annotations=reads, title="食い違い / Contradictions")
    async def list_contradictions(level: str = "", limit: int = 50) -> dict[str, Any]:
        """List contradictions in the plans and documents; level is error, warning or note."""
        return _answered(lambda: answers.contradictions(level, limit))

    @server.tool(annotations=reads, title="文書を探す / Find in documents")
    async def find_passages(query: str, limit: int = 20) -> dict[str, Any]:
        """Find places in the city's documents that hold all words; cites page and lines."""
        return _answered(lambda: answers.passages(query, limit))

    def _answered(ask: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = ask()
        except NoAnswerError as nothing:
            raise ToolError(str(nothing)) from None
        return answer

    return server
