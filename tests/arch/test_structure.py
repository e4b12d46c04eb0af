"""Claims about the shape of the tree that import-linter cannot make."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "goodstanding"
APPS = sorted(path for path in (SOURCE / "apps").iterdir() if path.is_dir() and path.name != "__pycache__")
MODULES = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]


def imported_names(path: Path) -> set[str]:
    """Return the dotted names a module imports, at any level."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return names


@pytest.mark.parametrize("app", APPS, ids=lambda path: path.name)
def test_apps_import_only_their_own_models(app: Path) -> None:
    foreign = {
        f"{path.relative_to(SOURCE)}: {name}"
        for path in app.rglob("*.py")
        for name in imported_names(path)
        if name.startswith("goodstanding.apps.") and ".models" in name and not name.startswith(f"goodstanding.apps.{app.name}.")
    }

    assert set() == foreign


@pytest.mark.parametrize("face", ["api", "console", "portal", "public"])
def test_faces_never_touch_models(face: str) -> None:
    touched = {
        f"{path.relative_to(SOURCE)}: {name}"
        for path in (SOURCE / "web" / face).rglob("*.py")
        for name in imported_names(path)
        if name.startswith("goodstanding.apps.") and ".models" in name
    }

    assert set() == touched


def test_http_clients_live_in_adapters() -> None:
    clients = {"requests", "httpx", "urllib.request", "http.client", "smtplib"}
    users = {
        str(path.relative_to(SOURCE))
        for path in MODULES
        if clients & imported_names(path) and not path.is_relative_to(SOURCE / "adapters")
    }

    assert set() == users


def test_models_never_call_the_clock() -> None:
    readers = {
        str(path.relative_to(SOURCE))
        for path in MODULES
        if path.name.startswith("models") and "goodstanding.apps.common.clock" in imported_names(path)
    }

    assert set() == readers


def test_every_service_error_has_its_own_code() -> None:
    codes: dict[str, str] = {}
    twice: list[str] = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                for line in node.body:
                    if (
                        isinstance(line, ast.Assign)
                        and isinstance(line.targets[0], ast.Name)
                        and line.targets[0].id == "code"
                        and isinstance(line.value, ast.Constant)
                        and isinstance(line.value.value, str)
                        and ":" in line.value.value
                    ):
                        if line.value.value in codes:
                            twice.append(f"{line.value.value}: {codes[line.value.value]} and {path.name}:{node.name}")
                        codes[line.value.value] = f"{path.name}:{node.name}"

    assert [] == twice
