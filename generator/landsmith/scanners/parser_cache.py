"""Where Checkov's parser of HCL keeps its grammar: where nobody else writes.

The parser (lark) pickles its compiled grammar into the shared temporary folder, under a name that
anybody can work out, and unpickles what it finds there: another user of the machine could have put
code there. Ours lies beside the package, as Python's own compiled modules do; where that folder is
closed, in one of this process's own, which goes with it.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from landsmith.scratch import scratch

BESIDE: Final = Path(__file__).parent / "__pycache__" / "grammar"


@contextmanager
def private_grammar() -> Iterator[None]:
    """Let lark look for its grammar in a private folder, for as long as its user is imported."""
    import lark.lark

    module: Any = lark.lark
    shared = module.tempfile
    module.tempfile = SimpleNamespace(gettempdir=lambda: str(folder()))
    try:
        yield
    finally:
        module.tempfile = shared


@cache
def folder() -> Path:
    """Return the folder: beside the package if Python may compile there, else a temporary one."""
    if not sys.dont_write_bytecode and _is_private(BESIDE):
        return BESIDE
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(scratch())


def _is_private(path: Path) -> bool:
    """Tell whether a folder is there, or could be made, that only we write into."""
    try:
        path.parent.mkdir(exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
        found = path.lstat()
    except OSError:
        return False
    ours = os.name == "nt" or found.st_uid == os.geteuid()
    return ours and os.access(path, os.W_OK) and not found.st_mode & 0o022
