"""The ASGI entry of toldonce."""

import importlib.util
import sys
from pathlib import Path

if importlib.util.find_spec("toldonce") is None:
    # A checkout of which only requirements.txt was installed.
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
