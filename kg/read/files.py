"""Paths in, text files and their decoded text out."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable
from pathlib import Path, PurePath

from kg.errors import ReadError

LIMIT = 10_000_000
"""Bytes of the largest file that is read as an article."""

_MARKUP = ((b"<!doctype html", "HTML"), (b"<html", "HTML"), (b"<?xml", "XML"), (b"{\\rtf", "RTF"), (b"%pdf", "PDF"))
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def found(paths: Iterable[str | os.PathLike[str]]) -> tuple[list[str], list[tuple[str, ReadError]]]:
    """Every file that `paths` stand for, once, sorted by path, and the paths that stand for none with their error."""
    files: set[str] = set()
    problems: dict[str, ReadError] = {}
    for path in [os.fspath(path) for path in paths]:
        if Path(path).is_dir():
            inside = _inside(path, problems)
            files.update(inside)
            if not inside and path not in problems:
                problems[path] = ReadError(f"{shown(path)}: no .txt files in this folder; name the files to read")
        elif Path(path).is_file():
            files.add(str(PurePath(path)))
        elif os.path.lexists(path):
            problems[path] = ReadError(f"{shown(path)}: is neither a file nor a folder; give a text file")
        else:
            problems[path] = ReadError(f"{shown(path)}: no such file or folder; check the path")
    return sorted(files, key=lambda file: (source(file), file)), list(problems.items())


def decoded(path: str) -> str:
    """The text of a file, line breaks written as newlines.

    Raises ReadError: the file cannot be opened, is too large, empty, binary, not plain text or not UTF-8.
    """
    data = _content(path)
    _check_plain(path, data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"{shown(path)}: {_other_encoding(path, data, error)}") from error
    if not any(character.isalnum() for character in text):
        raise ReadError(f"{shown(path)}: is empty; give a file that holds the text of an article")
    return _LINE_BREAK.sub("\n", text)


def source(path: str) -> str:
    """A path with forward slashes and as valid Unicode, whatever bytes the file system holds."""
    return os.fsencode(PurePath(path).as_posix()).decode("utf-8", "replace")


def shown(path: str) -> str:
    """A path as it may stand in a message of one line."""
    name = source(path)
    return name if name.isprintable() and name else ascii(name)


def _inside(folder: str, problems: dict[str, ReadError]) -> list[str]:
    def refused(error: OSError) -> None:
        problems[str(error.filename)] = _unopened(str(error.filename), error)

    files = []
    for here, folders, names in os.walk(folder, onerror=refused):
        folders[:] = [name for name in folders if not name.startswith(".")]
        wanted = (name for name in names if name.lower().endswith(".txt") and not name.startswith("."))
        files += [str(PurePath(here, name)) for name in wanted]
    return files


def _content(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise _unopened(path, error) from error
    if len(data) > LIMIT:
        raise ReadError(f"{shown(path)}: is larger than {LIMIT // 1_000_000} MB; split it into one file per article")
    return data


def _unopened(path: str, error: OSError) -> ReadError:
    return ReadError(f"{shown(path)}: cannot be opened ({error.strerror}); check its permissions")


def _check_plain(path: str, data: bytes) -> None:
    if data.startswith(_UTF16_MARKS):
        raise ReadError(f"{shown(path)}: {_convert('UTF-16', path)}")
    if control := _CONTROL.search(data):
        where = f"byte {control.start()} is {control[0][0]:#04x}"
        raise ReadError(f"{shown(path)}: is a binary file ({where}); save the article as plain text in UTF-8")
    opening = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower()
    for mark, name in _MARKUP:
        if opening.startswith(mark):
            raise ReadError(f"{shown(path)}: is {name}, not plain text; save the words of the article as a .txt file")


def _other_encoding(path: str, data: bytes, error: UnicodeDecodeError) -> str:
    if error.reason == "unexpected end of data":
        return "ends in the middle of a character; the file is cut off, fetch it again"
    if not data[: error.start].isascii():
        return f"is broken UTF-8 at byte {error.start}; mend that character or fetch the file again"
    return _convert("WINDOWS-1252" if re.search(rb"[\x80-\x9f]", data) else "ISO-8859-1", path)


def _convert(encoding: str, path: str) -> str:
    name, copy = shlex.quote(shown(path)), shlex.quote(f"{PurePath(shown(path)).with_suffix('')}-utf8.txt")
    return f"is {encoding}, not UTF-8; convert it with `iconv -f {encoding} -t UTF-8 {name} > {copy}`"
