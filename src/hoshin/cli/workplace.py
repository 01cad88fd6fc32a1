"""``hoshin workplace``: the workplace of this machine, or a trial of it beside its public site."""

from __future__ import annotations

import functools
import os
import threading
from argparse import Namespace
from http.server import ThreadingHTTPServer
from pathlib import Path

from hoshin.cli import opening
from hoshin.cli.exits import BAD_USE, CLEAN
from hoshin.cli.output import say
from hoshin.cli.serving import ADDRESS, QuietHandler

_THREADS = 8
# Delivery by the web stands beside this floor, not below it: it is named, not imported.
APPLICATION = "hoshin.web.wsgi:application"


def workplace(given: Namespace) -> int:
    """Bring the database up to date and serve the workplace until interrupted."""
    from hoshin.storage.start import bring_up_to_date, start

    public: ThreadingHTTPServer | None = None
    if given.demo is not None:
        public = _public_server(given)
        if public is None:
            return BAD_USE
        _set_for_demo(given, public)
    start()
    bring_up_to_date()
    if public is not None:
        _prepare_demo(given)
        threading.Thread(target=public.serve_forever, daemon=True).start()
        _say_how_to_enter(given, public)
    else:
        _show_current_release()
        _invite_first_administrator(given)
        say(
            given.lang,
            f"http://{given.host}:{given.port}/ で使えます。終わるには Ctrl+C を押してください。",
            f"Open http://{given.host}:{given.port}/ and press Ctrl+C to stop.",
        )
    _serve(given)
    return CLEAN


def _public_server(given: Namespace) -> ThreadingHTTPServer | None:
    """The server of the trial's public site, which is whatever was published last."""
    folder = Path(given.data).absolute() / "releases" / "current"
    handler = functools.partial(QuietHandler, directory=str(folder))
    try:
        return ThreadingHTTPServer((ADDRESS, given.public_port), handler)
    except (OSError, OverflowError) as refused:
        say(
            given.lang,
            f"ポート{given.public_port}を使えません（{refused}）。"
            "--public-port で別の番号を指定してください。",
            f"Port {given.public_port} cannot be used ({refused}). "
            "Name another with --public-port.",
            to_stderr=True,
        )
        return None


def _set_for_demo(given: Namespace, public: ThreadingHTTPServer) -> None:
    """Settings are read from the environment: the trial has a folder and addresses of its own."""
    os.environ["HOSHIN_DATA"] = str(Path(given.data).absolute())
    os.environ["HOSHIN_DEMO"] = "1"
    os.environ["HOSHIN_PUBLIC_SITE"] = f"http://{ADDRESS}:{public.server_address[1]}"
    for name in ("HOSHIN_DATABASE", "HOSHIN_HTTPS", "HOSHIN_SMTP", "HOSHIN_HOSTS"):
        os.environ.pop(name, None)


def _prepare_demo(given: Namespace) -> None:
    """Fill the trial's database where it is empty; what was entered before stays."""
    from hoshin.cli.keeping import besides, files_of
    from hoshin.cli.trial import make_trial
    from hoshin.storage.plan import has_plan

    if has_plan():
        _say_what_is_kept(given)
        return
    given.folder = given.demo
    city = opening.open_for_judgement(given).city
    say(
        given.lang,
        "お試しの市を用意しています（1分ほど）。",
        "Preparing the trial city; this takes about a minute.",
    )
    folder = Path(given.folder)
    make_trial(city, also=besides(folder), files=files_of(folder))


def _say_what_is_kept(given: Namespace) -> None:
    """Which city the trial has from before: it may be another than that of the folder given."""
    from hoshin.storage.models import CityRecord

    names = CityRecord.objects.values_list("name", "name_en").first()
    name, name_en = names or ("", "")
    say(
        given.lang,
        f"前に始めたお試し（{name}）の続きです。別の市で始めるには --data で別の場所を"
        f"指定してください。はじめからやり直すには {given.data} を消してください。",
        f"This goes on with the trial of {name_en or name} that was begun before. "
        "For another city name another place with --data; "
        f"to begin anew, remove {given.data}.",
    )


def _show_current_release() -> None:
    """Give up a publication that was cut off; take the last step of a whole one again."""
    from hoshin.actions.publishing import settle
    from hoshin.actions.releasing import show_current

    settle()
    show_current()


def _invite_first_administrator(given: Namespace) -> None:
    """Where nobody can sign in yet, enter the administrator, who enters everybody else."""
    from hoshin.actions.actor import Actor, Way
    from hoshin.actions.people import invite
    from hoshin.domain.roles import Role
    from hoshin.storage.models import Person

    if Person.objects.exists():
        return
    person, password = invite(
        Actor(None, Way.COMMAND), username="admin", name="システム管理者", role=Role.ADMINISTRATOR
    )
    say(
        given.lang,
        f"最初の管理者を作りました。ログイン名 {person.username}、初期パスワード {password}\n"
        "このパスワードは二度と表示されません。最初のログインで変えてください。",
        f"The first administrator was made: sign-in name {person.username}, "
        f"first password {password}\n"
        "It is not shown again. Change it at the first sign-in.",
    )


def _say_how_to_enter(given: Namespace, public: ThreadingHTTPServer) -> None:
    from hoshin.cli.trial import ACCOUNTS
    from hoshin.domain.roles import ROLE_LABELS
    from hoshin.storage.demo import PASSWORD

    say(
        given.lang,
        f"業務画面: http://{ADDRESS}:{given.port}/\n"
        f"公開サイト: http://{ADDRESS}:{public.server_address[1]}/\n"
        f"お試し専用のアカウント（パスワードはどれも {PASSWORD}）:",
        f"Workplace: http://{ADDRESS}:{given.port}/\n"
        f"Public site: http://{ADDRESS}:{public.server_address[1]}/\n"
        f"Accounts of the trial only (the password of each is {PASSWORD}):",
    )
    for one in ACCOUNTS:
        ja, en = ROLE_LABELS[one.role]
        say(given.lang, f"  {one.username:<10} {ja}", f"  {one.username:<10} {en}")
    say(given.lang, "終わるには Ctrl+C を押してください。", "Press Ctrl+C to stop both.")


def _serve(given: Namespace) -> None:
    """Run gunicorn in this process; it returns when it is told to stop."""
    from gunicorn.app.base import BaseApplication
    from gunicorn.util import import_app

    class Server(BaseApplication):
        def load_config(self) -> None:
            self.cfg.set("bind", f"{given.host}:{given.port}")
            self.cfg.set("workers", given.workers)
            self.cfg.set("threads", _THREADS)
            self.cfg.set("loglevel", "warning")
            self.cfg.set("proc_name", "hoshin-workplace")

        def load(self) -> object:
            return import_app(APPLICATION)

    try:
        Server().run()
    except SystemExit as ended:
        if ended.code:
            raise
