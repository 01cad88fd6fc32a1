"""A PostgreSQL server of one test session: on a free port, with a password, in its own folder."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg

# Nothing that a test writes outlives the session, so nothing needs to reach the disk.
_HASTE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=150"


@dataclass(frozen=True, slots=True)
class PostgresqlServer:
    """A running server: its folder, the programs that run it, its port and password."""

    folder: Path
    programs: Path
    port: int
    password: str

    def address(self, database: str) -> str:
        """The address of one of its databases, as HOSHIN_DATABASE takes it."""
        return f"postgresql://hoshin:{self.password}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, template: str = "template0") -> str:
        """Make a database, empty or as a copy of another, and return its address."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {database} TEMPLATE {template}")
        return self.address(database)

    def run(self, *arguments: str) -> None:
        """Run one of the server's programs as the user who owns its folder."""
        run_program(self.programs, self.folder, *arguments)


def start_server(programs: Path, settings: str = _HASTE) -> PostgresqlServer:
    """Start a server and make sure that the one that answers is ours."""
    # Below /tmp: the path of a socket must be short, and the server's user must reach it.
    folder = Path(tempfile.mkdtemp(prefix="hoshin-postgresql-", dir="/tmp"))
    password = secrets.token_hex(16)
    (folder / "password").write_text(password)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        shutil.chown(folder / "password", "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = PostgresqlServer(folder, programs, port, password)
    data = folder / "data"
    server.run(
        "initdb", "-N", "-D", str(data), "-U", "hoshin", "--auth-local=trust",
        "--auth-host=scram-sha-256", f"--pwfile={folder / 'password'}", "--encoding=UTF8",
        "--locale=C.UTF-8",
    )  # fmt: skip
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} {settings}"
    server.run("pg_ctl", "-w", "-D", str(data), "-l", str(folder / "log"), "-o", options, "start")
    with psycopg.connect(server.address("postgres")) as connection:
        found = connection.execute("SHOW data_directory").fetchone()
    assert found is not None and Path(found[0]) == data, "another server answers on this port"
    return server


def stop_server(server: PostgresqlServer) -> None:
    """Stop the server and remove its folder."""
    server.run("pg_ctl", "-D", str(server.folder / "data"), "-m", "immediate", "stop")
    shutil.rmtree(server.folder, ignore_errors=True)


def run_program(programs: Path, folder: Path, name: str, *arguments: str) -> None:
    """Run a program of PostgreSQL; it refuses to run as root, so then it runs as its own user."""
    command = [str(programs / name), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
