"""Lets every test import the shared helpers beside this file, such as ``strategies``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
