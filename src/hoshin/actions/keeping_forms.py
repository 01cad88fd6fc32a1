"""Keeping forms: a template that the city changed is tried with its figures, then kept.

Every version of a file stays; the latest one counts, for papers and for the next release.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max

from hoshin.actions import refusals
from hoshin.actions.acting import action, hold_plan, person_of
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.attaching import file_name
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.domain.problems import Problem
from hoshin.engine.checks import check
from hoshin.exchange.attached_forms import LARGEST_FILE, MOST_FILES
from hoshin.reports.drawn_papers import DRAWN
from hoshin.reports.form_changes import form_after
from hoshin.reports.form_refusals import NO_PLAN_FITS
from hoshin.reports.form_settings import read_form
from hoshin.reports.gathering import gather
from hoshin.reports.making import AnyPaper, make_any
from hoshin.reports.paper_order import PaperOrder
from hoshin.reports.problems import PaperRefusedError
from hoshin.storage.evidence import keep_evidence
from hoshin.storage.forms import current_files, own_forms
from hoshin.storage.models import EvidenceFile, FormFile
from hoshin.storage.plan import load_plan

# A code becomes a folder's name and part of an address: letters of any script, digits, hyphens.
_CODE = re.compile(r"\w[\w-]{0,59}")


@dataclasses.dataclass(frozen=True, slots=True)
class TriedForm:
    """A form as it would be kept: its files by their path below ``forms``, the paper made with it.

    ``paper`` is None when no plan of the city has what the form needs.
    """

    code: str
    files: Mapping[str, bytes]
    paper: AnyPaper | None


def try_form(
    actor: Actor,
    code: str,
    files: Mapping[str, bytes],
    *,
    title: str = "",
    now: datetime | None = None,
) -> TriedForm:
    """Make a paper of today's approved figures with a changed form; nothing is written.

    ``files`` are a template, and with it images or settings, by their names. Raises
    IllFormedInputError with every problem, each naming its place in the template.
    """
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.KEEP_FORM)
    own = own_forms()
    _require_code(code)
    brought = {file_name(name): content for name, content in files.items()}
    try:
        changed = form_after(code, brought, own, title=title)
        after = {**own, **changed}
        _require_room(changed, len(after))
        return TriedForm(code, changed, _tried(code, after, moment))
    except PaperRefusedError as refused:
        raise refusals.IllFormedInputError(refused.problems) from None


def keep_form(
    actor: Actor,
    code: str,
    files: Mapping[str, bytes],
    *,
    title: str = "",
    now: datetime | None = None,
) -> tuple[FormFile, ...]:
    """Try a changed form and keep it: a further version of each file that is not as it was.

    Raises what ``try_form`` raises; then nothing is kept.
    """
    moment = now_or(now)
    _permitted(actor, code, now=moment)
    tried = try_form(actor, code, files, title=title, now=moment)
    return _keep(actor, code, tried.files, now=moment)


@action(Verb.KEEP_FORM)
def end_form(actor: Actor, code: str, *, now: datetime | None = None) -> tuple[FormFile, ...]:
    """Take a form of the city out of use; a built-in form of the same code comes back.

    Its versions stay on record. Raises NotFoundError when the city has no such form.
    """
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.KEEP_FORM)
    hold_plan()
    paths = [path for path in current_files() if path.startswith(f"{code}/")]
    if not paths:
        raise refusals.not_found("市の様式", "form of the city")
    made = _add_versions(actor, dict.fromkeys(paths), moment)
    record(actor, Verb.KEEP_FORM, ("form", code), {"ended": True, "files": sorted(paths)}, moment)
    return made


@action(Verb.KEEP_FORM)
def _permitted(actor: Actor, code: str, *, now: datetime) -> None:
    """Refuse before any work is done, and put a refused attempt on record."""
    Rights(actor, day_of(now)).require(Verb.KEEP_FORM)


@action(Verb.KEEP_FORM)
def _keep(
    actor: Actor, code: str, files: Mapping[str, bytes], *, now: datetime
) -> tuple[FormFile, ...]:
    Rights(actor, day_of(now)).require(Verb.KEEP_FORM)
    hold_plan()
    kept: dict[str, str | None] = {}
    for path, content in files.items():
        kept[path] = keep_evidence(content)
        EvidenceFile.objects.get_or_create(sha256=kept[path], defaults={"size": len(content)})
    before = current_files()
    new = {path: sha256 for path, sha256 in kept.items() if before.get(path) != sha256}
    if not new:
        return ()
    made = _add_versions(actor, new, now)
    versions = {one.path: one.version for one in made}
    record(actor, Verb.KEEP_FORM, ("form", code), {"files": versions}, now)
    return made


def _add_versions(
    actor: Actor, files: Mapping[str, str | None], now: datetime
) -> tuple[FormFile, ...]:
    last = dict(
        FormFile.objects.filter(path__in=files)
        .order_by("path")
        .values_list("path")
        .annotate(last=Max("version"))
    )
    made = [
        FormFile(
            path=path,
            version=last.get(path, 0) + 1,
            file_id=sha256,
            kept_by=person_of(actor),
            kept_at=now,
        )
        for path, sha256 in files.items()
    ]
    return tuple(FormFile.objects.bulk_create(made))


def _tried(code: str, forms: Mapping[str, bytes], moment: datetime) -> AnyPaper | None:
    """The paper that a form makes; one with a template in English is tried in English too."""
    form = read_form(code, forms)
    day = day_of(moment)
    city = dataclasses.replace(load_plan(), as_of=day)
    found = None
    problems: dict[Problem, None] = {}
    for language in ("ja",) if form.template_en is None else ("en", "ja"):
        facts = gather(city, day, language)
        order = PaperOrder(
            city=city, as_of=day, problems=check(city, day), facts=facts, language=language
        )
        try:
            found = _made(code, order, forms)
        except PaperRefusedError as refused:
            problems |= dict.fromkeys(refused.problems)
    if problems:
        raise PaperRefusedError(tuple(problems))
    return found


def _made(code: str, order: PaperOrder, forms: Mapping[str, bytes]) -> AnyPaper | None:
    try:
        return make_any(code, order, forms)
    except PaperRefusedError as refused:
        if any(one.code != NO_PLAN_FITS for one in refused.problems):
            raise
    # The form is for a plan that is still to come: its places are tried with another one.
    for plan in order.facts.plans[:1]:
        make_any(code, dataclasses.replace(order, plan=plan), forms)
    return None


def _require_code(code: str) -> None:
    is_drawn = any(code == one.code for one in DRAWN)
    if _CODE.fullmatch(code) and not is_drawn:
        return
    raise refusals.one_problem(
        "code",
        "form-code",
        "この名前は、様式の名前に使えません。",
        "This cannot be the name of a form.",
        "文字、数字、ハイフンだけの60字までの名前で、冊子やスライドと違うものにしてください。",
        "Use letters, digits and hyphens, at most 60, and not the name of a booklet or of slides.",
    )


def _require_room(files: Mapping[str, bytes], count: int) -> None:
    if count <= MOST_FILES and all(len(one) <= LARGEST_FILE for one in files.values()):
        return
    raise refusals.one_problem(
        "file",
        "form-file-too-large",
        "様式のファイルが大きすぎるか、多すぎます。",
        "A file of this form is too large, or there are too many.",
        f"1つ{LARGEST_FILE // 1_000_000}MB、全部で{MOST_FILES}個までにしてください。",
        f"Keep each below {LARGEST_FILE // 1_000_000} MB, and at most {MOST_FILES} files.",
    )
