"""The style ratchet: function and file lengths, docstrings and forbidden names, measured and held.

Run by ``make check``. The caps are hard; the medians may only improve. Source: the house style page.
"""

from __future__ import annotations

import argparse
import ast
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FUNCTION_CAP = 50
FUNCTION_MEDIAN = 9
FUNCTION_P90 = 28
FILE_CAP = 500
TEST_FILE_CAP = 600
NAMELESS = ("helper", "util", "manager", "misc")
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that breaks the style, as an editor can jump to it."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.message}"


def python_files(*folders: str) -> Iterator[Path]:
    """Yield the project's own Python files; migrations are generated and left out."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts and "__pycache__" not in path.parts:
                yield path


def body_lines(node: FunctionNode) -> int:
    """Count the lines of a function's body, its docstring and its signature left out."""
    body = node.body
    if ast.get_docstring(node, clean=False) is not None:
        body = body[1:]
    if not body:
        return 1
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def functions(tree: ast.Module) -> Iterator[FunctionNode]:
    """Yield every function of a module, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, FunctionNode):
            yield node


def file_findings(path: Path, source: str, tree: ast.Module, *, cap: int) -> Iterator[Finding]:
    """Yield what is wrong with a file as a whole."""
    lines = source.count("\n") + 1
    if lines > cap:
        yield Finding(path, 1, f"the file has {lines} lines; the cap is {cap}")
    if any(word in path.stem.split("_") for word in NAMELESS):
        yield Finding(path, 1, f"“{path.stem}” names nothing")
    if path.parts[-3:] != ("tests",) and source.strip() and ast.get_docstring(tree) is None and path.name != "__init__.py":
        yield Finding(path, 1, "the module has no docstring saying why it exists")


def function_findings(path: Path, node: FunctionNode) -> Iterator[Finding]:
    """Yield what is wrong with one function."""
    length = body_lines(node)
    if length > FUNCTION_CAP:
        yield Finding(path, node.lineno, f"{node.name} has {length} lines; the cap is {FUNCTION_CAP}")
    if any(word in node.name.split("_") for word in NAMELESS):
        yield Finding(path, node.lineno, f"“{node.name}” names nothing")


def measure() -> tuple[list[Finding], list[int], list[int]]:
    """Return the findings, the lengths of all product functions, and the lengths of all product files."""
    findings: list[Finding] = []
    function_lengths: list[int] = []
    file_lengths: list[int] = []
    for path in python_files("src", "tools", "benchmarks", "tests"):
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        is_test = path.is_relative_to(ROOT / "tests")
        findings += file_findings(path, source, tree, cap=TEST_FILE_CAP if is_test else FILE_CAP)
        for node in functions(tree):
            findings += function_findings(path, node)
            if not is_test:
                function_lengths.append(body_lines(node))
        if not is_test:
            file_lengths.append(source.count("\n") + 1)
    return findings, function_lengths, file_lengths


def percentile(values: list[int], share: float) -> int:
    """Return the value below which ``share`` (0.0–1.0) of the values lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> int:
    """Print the figures and every finding; exit 1 when a cap or a median is broken."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    findings, function_lengths, file_lengths = measure()
    median = statistics.median(function_lengths)
    p90 = percentile(function_lengths, 0.9)
    print(
        f"{len(function_lengths)} functions: median {median:g}, p90 {p90}, longest {max(function_lengths)} lines; "
        f"{len(file_lengths)} files: p90 {percentile(file_lengths, 0.9)}, longest {max(file_lengths)} lines"
    )
    for finding in findings:
        print(finding)
    broken = bool(findings) or median > FUNCTION_MEDIAN or p90 > FUNCTION_P90
    if broken:
        print("style: broken", file=sys.stderr)
    return int(broken)


if __name__ == "__main__":
    raise SystemExit(main())
