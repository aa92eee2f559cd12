"""The outer form of a project file: a plain zip, always written alike and read strictly."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.document import limits
from playground.document.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DAMAGED = "The file is damaged; open another copy."
TOO_LARGE = f"A project holds at most {limits.PROJECT_BYTES >> 20} MiB."

_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_NAME_CHARACTERS = 64
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1
# Two hints on how hard the packer tried, and "the name is UTF-8"; everything else changes the layout.
_HARMLESS_FLAGS = 0x2 | 0x4 | 0x800

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")


@dataclass(frozen=True, slots=True)
class _Member:
    """What both headers of a member must agree on, and where it lies."""

    name: str
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    mode: int
    offset: int


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return the members as a zip, in their order and uncompressed: the same members give the same bytes."""
    if sum(map(len, members.values())) > limits.PROJECT_BYTES:
        raise FileError("Project", "it is too large to be saved.", TOO_LARGE)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, _DATE)
            member.create_system = _UNIX
            member.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(member, content)
    data = buffer.getvalue()
    if len(data) > limits.PROJECT_BYTES:
        raise FileError("Project", "it is too large to be saved.", TOO_LARGE)
    return data


def unpack(data: bytes) -> dict[str, bytes | memoryview]:
    """Return the members by name, in their order; raise `FileError` for anything out of the ordinary."""
    if len(data) > limits.PROJECT_BYTES:
        raise FileError("Project", f"it is larger than {limits.PROJECT_BYTES >> 20} MiB.", TOO_LARGE)
    members = _directory(data)
    for member in members:
        _check_member(member)
    if len({member.name for member in members}) != len(members):
        raise FileError("Project", "one name stands in it twice.", DAMAGED)
    if sum(member.size for member in members) > limits.PROJECT_BYTES:
        raise FileError("Project", f"unpacked it is larger than {limits.PROJECT_BYTES >> 20} MiB.", TOO_LARGE)
    return dict(_contents(data, members))


def _directory(data: bytes) -> list[_Member]:
    start, count = _end_record(data)
    if count > limits.PROJECT_MEMBERS:
        problem = f"it has {count} parts; {limits.PROJECT_MEMBERS} are allowed."
        raise FileError("Project", problem, DAMAGED)
    members, position, place = [], start, 0
    for _ in range(count):
        member, position = _entry(data, position)
        if member.offset != place:
            raise FileError("Project", "its parts overlap, or something lies between them.", DAMAGED)
        place += _local_length(data, member) + member.packed
        members.append(member)
    if position != len(data) - _END.size or place != start:
        raise FileError("Project", "its table of contents does not fit.", DAMAGED)
    return members


def _end_record(data: bytes) -> tuple[int, int]:
    if len(data) < _END.size or data[-_END.size :][:4] != b"PK\x05\x06":
        raise FileError("Project", "this is not a whole Playground project.", DAMAGED)
    _, disk, first_disk, here, count, size, start, comment = _END.unpack(data[-_END.size :])
    if disk or first_disk or comment or here != count or start + size + _END.size != len(data):
        raise FileError("Project", "its table of contents does not fit.", DAMAGED)
    return start, count


def _entry(data: bytes, position: int) -> tuple[_Member, int]:
    if position + _ENTRY.size > len(data) or data[position : position + 4] != b"PK\x01\x02":
        raise FileError("Project", "its table of contents is broken.", DAMAGED)
    fields = _ENTRY.unpack_from(data, position)
    _, _, _, flags, method, _, _, checksum, packed, size, *lengths, _, _, mode, offset = fields
    position += _ENTRY.size
    name = _name(data[position : position + lengths[0]])
    member = _Member(name, flags, method, checksum, packed, size, mode >> 16, offset)
    return member, position + sum(lengths)


def _name(raw: bytes) -> str:
    name = raw.decode("ascii", "backslashreplace")
    if len(name) > _NAME_CHARACTERS or not _NAME.fullmatch(name):
        raise FileError("Project", f"a part is named {name[:_NAME_CHARACTERS]!r}, which may not be.", DAMAGED)
    return name


def _local_length(data: bytes, member: _Member) -> int:
    """Return the length of a member's own header, which must say what the table of contents says."""
    if member.offset + _LOCAL.size > len(data) or data[member.offset : member.offset + 4] != b"PK\x03\x04":
        raise FileError(member.name, "its beginning is broken.", DAMAGED)
    _, _, flags, method, _, _, *sizes, name_length, extra = _LOCAL.unpack_from(data, member.offset)
    start = member.offset + _LOCAL.size
    name = data[start : start + name_length].decode("ascii", "backslashreplace")
    expected = (member.flags, member.method, member.checksum, member.packed, member.size, member.name)
    if (flags, method, *sizes, name) != expected:
        raise FileError(member.name, "its beginning and the table of contents differ.", DAMAGED)
    return _LOCAL.size + int(name_length) + int(extra)


def _check_member(member: _Member) -> None:
    if member.flags & _ENCRYPTED:
        raise FileError(member.name, "it is encrypted.", "Save the project again without a password.")
    if member.flags & ~_HARMLESS_FLAGS or member.method not in (_STORED, _DEFLATED):
        raise FileError(member.name, "it is packed in a way that is not read here.", DAMAGED)
    if stat.S_IFMT(member.mode) not in (0, stat.S_IFREG):
        raise FileError(member.name, "it is not a plain file.", DAMAGED)
    if member.size > limits.PROJECT_RATIO * member.packed:
        raise FileError(member.name, f"it is packed more than {limits.PROJECT_RATIO}-fold.", DAMAGED)


def _contents(data: bytes, members: list[_Member]) -> Iterator[tuple[str, bytes | memoryview]]:
    for member in members:
        start = member.offset + _local_length(data, member)
        packed = memoryview(data)[start : start + member.packed]
        content = packed if member.method == _STORED else _inflate(packed, member)
        if len(content) != member.size or zlib.crc32(content) != member.checksum:
            raise FileError(member.name, "its content is not what was written.", DAMAGED)
        yield member.name, content


def _inflate(packed: memoryview, member: _Member) -> bytes:
    """Unpack no more than the size that was promised."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = unpacker.decompress(packed, member.size + 1)
    except zlib.error as error:
        raise FileError(member.name, "it cannot be unpacked.", DAMAGED) from error
    if not unpacker.eof or unpacker.unused_data:
        raise FileError(member.name, "it is longer or shorter than it says.", DAMAGED)
    return content
