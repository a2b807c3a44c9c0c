"""Commands that serve the pages: serve, demo."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.face import office

Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Porta halaman.")]


def register(app: typer.Typer) -> None:
    app.command()(serve)
    app.command()(demo)


def serve(
    host: Annotated[str, typer.Option("--host", help="Alamat; hanya alamat mesin ini sendiri.")] = "127.0.0.1",
    port: Port = 8000,
) -> None:
    """Sajikan halaman-halaman."""
    from app.delivering import daily
    from app.web.server import serve as serve_pages

    with office() as here, daily(here):
        serve_pages(here, host, port)


def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Jangan sajikan halaman sesudahnya.")] = False,
    port: Port = 8000,
) -> None:
    """Muat kota contoh, jalankan usulan melalui setiap tahap, periksa, lalu sajikan halaman."""
    from app.sample.demo import play

    play(None if no_serve else port)
