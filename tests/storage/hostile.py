"""Zips and headers that no honest program writes."""

from __future__ import annotations

import json
import stat
import struct
import zlib
from dataclasses import dataclass, replace

from tests.storage.samples import MIMETYPE, manifest_of

LOCAL = struct.Struct("<4s5H3L2H")
ENTRY = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")


@dataclass(frozen=True)
class Part:
    """One member of a hand-made zip; whatever is None is filled in honestly."""

    name: bytes
    content: bytes
    method: int = 0
    flags: int = 0
    mode: int = stat.S_IFREG | 0o644
    size: int | None = None
    packed_size: int | None = None
    checksum: int | None = None
    offset: int | None = None
    local_name: bytes | None = None
    local_size: int | None = None

    @property
    def packed(self) -> bytes:
        """The bytes as they lie in the zip."""
        if self.method != 8:
            return self.content
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return packer.compress(self.content) + packer.flush()

    def local(self) -> bytes:
        """Its own header and content."""
        name = self.name if self.local_name is None else self.local_name
        size = self._size if self.local_size is None else self.local_size
        head = (b"PK\x03\x04", 20, self.flags, self.method, 0, 33, self._checksum, self._packed_size, size)
        return LOCAL.pack(*head, len(name), 0) + name + self.packed

    def entry(self, offset: int) -> bytes:
        """Its line in the table of contents."""
        head = (
            b"PK\x01\x02",
            788,
            20,
            self.flags,
            self.method,
            0,
            33,
            self._checksum,
            self._packed_size,
            self._size,
        )
        where = offset if self.offset is None else self.offset
        return ENTRY.pack(*head, len(self.name), 0, 0, 0, 0, self.mode << 16, where) + self.name

    @property
    def _size(self) -> int:
        return len(self.content) if self.size is None else self.size

    @property
    def _packed_size(self) -> int:
        return len(self.packed) if self.packed_size is None else self.packed_size

    @property
    def _checksum(self) -> int:
        return zlib.crc32(self.content) if self.checksum is None else self.checksum


def honest(members: dict[str, bytes]) -> list[Part]:
    """The parts of a sound project."""
    rest = {name: member for name, member in members.items() if name not in ("mimetype", "manifest.json")}
    whole = {"mimetype": MIMETYPE, "manifest.json": manifest_of(rest), **rest}
    return [Part(name.encode(), member) for name, member in whole.items()]


def assembled(
    parts: list[Part], *, between: bytes = b"", comment: bytes = b"", count: int | None = None
) -> bytes:
    """Put the parts together, with a right table of contents but for what is asked."""
    body, entries = b"", b""
    for part in parts:
        entries += part.entry(len(body))
        body += part.local() + between
    number = len(parts) if count is None else count
    end = END.pack(b"PK\x05\x06", 0, 0, number, number, len(entries), len(body), len(comment))
    return body + entries + end + comment


def with_part(members: dict[str, bytes], name: str, **changes: object) -> bytes:
    """A sound project but for one part."""
    return assembled(
        [replace(part, **changes) if part.name == name.encode() else part for part in honest(members)]
    )


def tensor(dtype: object = "F64", shape: object = (2,), offsets: object = (0, 16)) -> dict[str, object]:
    """A header's entry."""
    return {"dtype": dtype, "shape": shape, "data_offsets": offsets}


BODY = bytes(16)
# Each a header (or raw header text) and a body that must be refused.
BAD_TENSORS: list[tuple[object, bytes]] = [
    ({"a": tensor("F16")}, BODY),
    ({"a": tensor("I32")}, BODY),
    ({"a": tensor("F8_E4M3")}, BODY),
    ({"a": tensor(None)}, BODY),
    ({"a": tensor(["F64"])}, BODY),
    ({"a": tensor(shape=(3,))}, BODY),
    ({"a": tensor(shape=(1,))}, BODY),
    ({"a": tensor(shape=(-1, -2))}, BODY),
    ({"a": tensor(shape=(True, 2))}, BODY),
    ({"a": tensor(shape=(2.0,))}, BODY),
    ({"a": tensor(shape="2")}, BODY),
    ({"a": tensor(shape=[1] * 9 + [2])}, BODY),
    ({"a": tensor(shape=(2**32, 2**32), offsets=(0, 0))}, b""),
    ({"a": tensor(shape=(0, 2**62), offsets=(0, 0))}, b""),
    ({"a": tensor(shape=(10**400,))}, BODY),
    ({"a": tensor(offsets=(0, 24))}, BODY),
    ({"a": tensor(offsets=(16, 0))}, BODY),
    ({"a": tensor(offsets=(-8, 8))}, BODY),
    ({"a": tensor(offsets=(0,))}, BODY),
    ({"a": tensor(offsets=(0, 8, 16))}, BODY),
    ({"a": tensor(offsets=(0, 2**64))}, BODY),
    ({"a": tensor(offsets=(False, 16))}, BODY),
    ({"a": tensor(offsets={"0": 16})}, BODY),
    ({"a": tensor(), "b": tensor()}, BODY),
    ({"a": tensor(), "b": tensor(offsets=(8, 24))}, bytes(24)),
    ({"a": tensor(), "b": tensor(offsets=(24, 40))}, bytes(40)),
    ({"a": tensor(offsets=(8, 24))}, bytes(24)),
    ({"a": tensor()}, bytes(24)),
    ({"a": {**tensor(), "more": 1}}, BODY),
    ({"a": {"dtype": "F64"}}, BODY),
    ({"a": []}, BODY),
    ({"": tensor()}, BODY),
    ({"a\n": tensor()}, BODY),
    ({"\ud800": tensor()}, BODY),
    ({"a" * 201: tensor()}, BODY),
    ({"__metadata__": {"a": "b"}}, b""),
    ({"__metadata__": tensor()}, BODY),
    ([], b""),
    ("a", b""),
    (b"", b""),
    (b"{", b""),
    (b"\xff\xfe", b""),
    (b'\xef\xbb\xbf{"a":1}', b""),
    (b"  {}", b""),
    (b'{"a":1,"a":2}', b""),
    (b'{"a":NaN}', b""),
    (b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}", b""),
    (b'{"a":' + b"9" * 5000 + b"}", b""),
    ({"a": tensor("BOOL", (2,), (0, 2))}, b"\1\2"),
    (b'{"' + b"a" * 2**20 + b'":1}', b""),
    (json.dumps({"a": tensor()}).encode() + b"{}", BODY),
]
