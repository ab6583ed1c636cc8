"""ZIP and TAR: the files in an archive, one after the other, nothing written to disk."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from itertools import count as count_from
from pathlib import PurePosixPath

from kg.errors import InputError
from kg.read.limits import Guarded, Limits, refuse_expansion

INSIDE = "!/"  # between an archive and what is in it
Entry = tuple[str, io.BufferedReader | InputError]

# What the standard library raises for damaged archives.
DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


def zip_entries(archive: zipfile.ZipFile, name: str, limits: Limits) -> Iterator[Entry]:
    """Yield the files of a ZIP archive, sorted by name: each as a stream, or why it is not read.

    Raises:
        InputError: the archive has more entries than the limit.
    """
    infos = archive.infolist()
    _refuse_count(len(infos), name, limits)
    for info in sorted(infos, key=lambda i: (i.filename, i.header_offset)):
        entry = _decoded_name(info)
        where = f"{name}{INSIDE}{entry}"
        if wrong := _wrong_name(entry, where):
            yield where, wrong
        elif not entry.endswith("/") and not _is_left_over(entry):
            yield where, _zip_entry(archive, info, where, limits)


def _zip_entry(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, limits: Limits
) -> io.BufferedReader | InputError:
    if stat.S_ISLNK(info.external_attr >> 16):
        return InputError(f"{where}: a symbolic link; links in archives are not followed")
    try:
        refuse_expansion(info.compress_size, info.file_size, where, limits)
        return io.BufferedReader(Guarded(archive.open(info), where, DAMAGED))
    except InputError as error:
        return error
    except DAMAGED as error:
        return InputError(f"{where}: damaged or encrypted, it cannot be unpacked: {error}")


def tar_entries(archive: tarfile.TarFile, name: str, limits: Limits) -> Iterator[Entry]:
    """Yield the files of a TAR archive in its own order: each as a stream, or why it is not read.

    Raises:
        InputError: the archive has more entries than the limit, or is damaged.
    """
    members = iter(archive)
    for count in count_from(1):
        try:
            member = next(members, None)
        except DAMAGED as error:
            raise InputError(f"{name}: a damaged archive: {error}") from None
        if member is None:
            return
        _refuse_count(count, name, limits)
        where = f"{name}{INSIDE}{member.name}"
        if wrong := _wrong_name(member.name, where):
            yield where, wrong
        elif not member.isdir() and not _is_left_over(member.name):
            yield where, _tar_entry(archive, member, where)
        archive.members = []  # type: ignore[attr-defined]  # its list would grow with the archive; the stubs lack it


def _tar_entry(archive: tarfile.TarFile, member: tarfile.TarInfo, where: str) -> io.BufferedReader | InputError:
    stream = archive.extractfile(member) if member.isreg() else None
    if stream is None:
        return InputError(f"{where}: a link or a device; only files in archives are read")
    return io.BufferedReader(Guarded(stream, where, DAMAGED))


def _refuse_count(count: int, name: str, limits: Limits) -> None:
    if count > limits.entries:
        raise InputError(f"{name}: more than {limits.entries} entries, the limit; raise --max-entries to read it")


def _wrong_name(entry: str, where: str) -> InputError | None:
    path = PurePosixPath(entry.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or entry[1:2] == ":":
        return InputError(f"{where}: its name points out of the archive; not read")
    return None


def _is_left_over(entry: str) -> bool:
    """Tell whether an entry is what systems leave behind (.DS_Store, __MACOSX), and no one's input."""
    return any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in PurePosixPath(entry).parts)


def _decoded_name(info: zipfile.ZipInfo) -> str:
    """Return an entry's name; what is not marked as UTF-8 was mostly written in GBK by Chinese systems."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
