from __future__ import annotations

import struct
import zlib

import numpy as np

from playground.export.png import png_bytes


def read_chunks(png: bytes) -> dict[bytes, bytes]:
    """Read a PNG as its specification says: length, kind, content, checksum."""
    assert png[:8] == bytes([137, 80, 78, 71, 13, 10, 26, 10])
    chunks, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        (check,) = struct.unpack(">I", png[at + 8 + length : at + 12 + length])
        assert zlib.crc32(kind + content) == check
        chunks[kind] = content
        at += 12 + length
    return chunks


def test_the_pixels_can_be_read_back() -> None:
    pixels = np.arange(3 * 5 * 3, dtype=np.uint8).reshape(3, 5, 3)
    chunks = read_chunks(png_bytes(pixels))
    width, height, depth, color, *_ = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert (width, height, depth, color) == (5, 3, 8, 2)
    lines = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), dtype=np.uint8).reshape(3, 16)
    assert (lines[:, 0] == 0).all()
    assert (lines[:, 1:].reshape(3, 5, 3) == pixels).all()
    assert list(chunks)[-1] == b"IEND"
